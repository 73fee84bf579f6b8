import * as vscode from 'vscode';
import type { TaskConflict } from '../../core/manager/assembly.ts';
import { isPartial } from '../../core/manager/mergeRequest.ts';
import type { SwarmResult } from '../../core/protocol/swarmResult.ts';
import { taskLabel, verdictText } from '../fixes/fixLabels.ts';
import type { ChosenFix } from './chosenFixes.ts';

export function fixesWord(count: number): string {
  return count === 1 ? vscode.l10n.t('1 fix') : vscode.l10n.t('{0} fixes', count);
}

export function filesWord(count: number): string {
  return count === 1 ? vscode.l10n.t('1 file') : vscode.l10n.t('{0} files', count);
}

/** All results as if they were one. */
function together(results: readonly SwarmResult[]): SwarmResult | undefined {
  const [first] = results;
  if (first === undefined) return undefined;
  const verdicts = results.flatMap((one) => one.verdicts);
  const introduced = results.flatMap((one) => one.introduced);
  return { ...first, verdicts, introduced };
}

/**
 * What has been merged, in one line, with what the checkers said of it.
 * @param files how many were written.
 */
export function describeMerged(fixes: readonly ChosenFix[], files: number): string {
  if (files === 0) return vscode.l10n.t('Nothing was written: your files had all of it already.');
  const [first] = fixes;
  const isPart = fixes.some(({ request }) => isPartial(request));
  if (isPart && first !== undefined && fixes.length === 1) {
    const label = taskLabel(first.request.task);
    return vscode.l10n.t('Part of {0} merged into {1}.', label, filesWord(files));
  }
  const result = together(fixes.flatMap(({ request }) => request.task.result ?? []));
  if (isPart || result === undefined) return vscode.l10n.t('Merged into {0}.', filesWord(files));
  const [fixCount, fileCount] = [fixesWord(fixes.length), filesWord(files)];
  return vscode.l10n.t('{0} merged into {1}: {2}.', fixCount, fileCount, verdictText(result));
}

/** How many of the files that were written are still to be saved, in one line; none when all are saved. */
export function describeUnsaved(files: number): readonly string[] {
  return files === 0 ? [] : [vscode.l10n.t('Still to be saved: {0}.', filesWord(files))];
}

/** Which fixes were not merged because of the user's own edits, in one line. */
export function describeConflicts(
  conflicts: readonly TaskConflict[],
  labelOf: (conflict: TaskConflict) => string,
): string {
  const [first, ...others] = conflicts;
  if (first === undefined) return '';
  if (others.length > 0) {
    const count = fixesWord(conflicts.length);
    return vscode.l10n.t('{0} could not be merged: the same lines have been edited.', count);
  }
  const files = first.files.join(', ');
  return vscode.l10n.t(
    '{0} could not be merged: the same lines have been edited in {1}.',
    labelOf(first),
    files,
  );
}
