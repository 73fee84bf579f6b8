import type { CheckersAnswer } from '../agents/prompt/checkersAnswer.ts';
import type { Issue } from '../protocol/issue.ts';
import type { Judgement } from './judge.ts';

/**
 * What to tell an agent that may try again.
 * @param given the issues that it was to mend.
 * @param notes what else was wrong, a line each.
 * @returns undefined when there is nothing left to be done.
 */
export function answerTo(
  given: readonly Issue[],
  { verdicts, introduced }: Judgement,
  notes: readonly string[],
): CheckersAnswer | undefined {
  const ids = new Set(given.map(({ id }) => id));
  const open = verdicts.filter(({ issueId, verdict }) => ids.has(issueId) && verdict !== 'fixed');
  if (open.length === 0 && introduced.length === 0) return undefined;
  return { verdicts: open, introduced, notes };
}

function essenceOf({ verdicts, introduced, notes }: CheckersAnswer): string {
  const left = verdicts.map(({ issueId, verdict, reason }) => [issueId, verdict, reason]);
  const fresh = introduced.map(({ file, source, code, message }) => [file, source, code, message]);
  return JSON.stringify([left, fresh, notes]);
}

/** True when nothing has changed from one try to the next: then another one will not help either. */
export function isSameAnswer(one: CheckersAnswer | undefined, other: CheckersAnswer): boolean {
  return one !== undefined && essenceOf(one) === essenceOf(other);
}
