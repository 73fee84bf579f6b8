import { joinSelections } from '../../core/git/fileSelection.ts';
import type { MergeRequest } from '../../core/manager/mergeRequest.ts';
import type { Issue } from '../../core/protocol/issue.ts';

/**
 * The issues that are said to be gone once a request has been merged. Nothing is said of files of
 * which only some hunks were taken: nobody knows which hunk answers which issue.
 */
export function claimedIssues({ task, parts, except = [] }: MergeRequest): readonly Issue[] {
  const verdicts = new Map(task.result?.verdicts.map((one) => [one.issueId, one.verdict]));
  const taken = joinSelections(parts);
  const left = joinSelections(except);
  return task.task.issues.filter(({ id, file }) => {
    const isWhole = parts.length === 0 || taken.get(file) === 'all';
    return isWhole && !left.has(file) && (verdicts.get(id) ?? 'remains') !== 'remains';
  });
}
