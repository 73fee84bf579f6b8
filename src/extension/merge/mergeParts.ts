import type { ExtensionServices } from '../host/services.ts';
import type { MergeWatches } from './mergeWatches.ts';

/** What everything about merging works with. */
export interface MergeParts {
  readonly services: ExtensionServices;
  readonly watches: MergeWatches;
}
