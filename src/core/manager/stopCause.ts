import { money } from '../base/amounts.ts';

/** Why a run begins no further task. Costs are in US dollars. */
export type StopCause =
  | { readonly kind: 'minutes' }
  | { readonly kind: 'cost'; readonly most: number }
  | { readonly kind: 'tokens'; readonly most: number };

type Words = { readonly [Kind in StopCause['kind']]: (most: number) => string };

const words: Words = {
  minutes: () => 'the time for the run was up',
  cost: (most) => `the budget of ${money(most)} was spent`,
  tokens: (most) => `the budget of ${most} tokens was spent`,
};

/** Why a task was not begun, in a few words for a person. */
export function unbegunReason(cause: StopCause): string {
  return `not begun: ${words[cause.kind](cause.kind === 'minutes' ? 0 : cause.most)}`;
}
