import type { SwarmResult } from '../../core/protocol/swarmResult.ts';
import { type Verdict, verdicts } from '../../core/protocol/verdict.ts';

/** How many issues of a task have each verdict; only verdicts that occur, as they are listed. */
export function countVerdicts(result: SwarmResult): readonly (readonly [Verdict, number])[] {
  const counts = new Map<Verdict, number>();
  for (const { verdict } of result.verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return verdicts.flatMap((verdict) => {
    const count = counts.get(verdict);
    return count === undefined ? [] : [[verdict, count] as const];
  });
}

/** What a person should know first of a result: the worst of what is true of it. */
export type Worth = 'introduced' | Verdict;

/** From what a person must look at to what is well. */
export const fromWorst: readonly Verdict[] = [
  'suppressed',
  'remains',
  'proposed',
  'unverified',
  'fixed',
];

export function worthOf(result: SwarmResult): Worth {
  if (result.introduced.length > 0) return 'introduced';
  const found = new Set(result.verdicts.map(({ verdict }) => verdict));
  return fromWorst.find((verdict) => found.has(verdict)) ?? 'unverified';
}
