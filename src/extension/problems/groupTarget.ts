import type { FixScope } from '../run/fixScope.ts';

/** Something in the view of problems: a rule, a file of a rule, or one problem. */
export interface GroupTarget {
  readonly scope: FixScope;
}
