import { isSuccess, type SwarmResult } from '../protocol/swarmResult.ts';
import type { IssueVerdict } from '../protocol/verdict.ts';
import type { JournalEvent } from './journalEvent.ts';

/** Of every verdict, until somebody has checked again. */
export const notCheckedAgain = 'edited by hand; not checked again yet';

/** A result after a person has edited its commit: nothing that was known of it holds any more. */
export function editedResult(
  result: SwarmResult,
  { commit, filesModified }: Extract<JournalEvent, { event: 'edited' }>,
): SwarmResult {
  const verdicts = result.verdicts.map(
    ({ issueId }): IssueVerdict => ({ issueId, verdict: 'unverified', reason: notCheckedAgain }),
  );
  const unchecked = { success: false, fixesApplied: 0, introduced: [], verdicts };
  return { ...result, ...unchecked, commit, filesModified };
}

/** A result after its commit was checked again. */
export function reverifiedResult(
  result: SwarmResult,
  { verdicts, introduced }: Extract<JournalEvent, { event: 'reverified' }>,
): SwarmResult {
  const { commit } = result;
  return {
    ...result,
    success: isSuccess({ verdicts, introduced, commit }),
    fixesApplied: verdicts.filter((entry) => entry.verdict === 'fixed').length,
    verdicts,
    introduced,
  };
}
