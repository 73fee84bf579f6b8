import * as vscode from 'vscode';
import { groupBy } from '../../core/base/groupBy.ts';
import { taskLabel } from '../fixes/fixLabels.ts';
import { refuseUnsavedEdits } from '../review/unsavedEdits.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import {
  type ChosenFix,
  checkedTargets,
  chooseFix,
  type FixCall,
  namedHunks,
} from './chosenFixes.ts';
import { type Merge, mergeFixes } from './mergeFixes.ts';
import { inform, resolveButton, showButton, undoButton, warn } from './mergeNotices.ts';
import type { MergeParts } from './mergeParts.ts';
import { describeConflicts, describeMerged, describeUnsaved, fixesWord } from './mergeWords.ts';
import { wantAgain } from './wantAgain.ts';

/** Asks once about fixes that bring problems which were not there before. */
async function isWanted(fixes: readonly ChosenFix[]): Promise<boolean> {
  const bad = fixes.filter(({ request }) => request.task.result?.introduced.length);
  const [first] = bad;
  if (first === undefined) return true;
  const introduced = bad.flatMap(({ request }) => request.task.result?.introduced ?? []);
  const text =
    bad.length === 1
      ? vscode.l10n.t('{0} brings new problems. Merge it?', taskLabel(first.request.task))
      : vscode.l10n.t('{0} bring new problems. Merge them?', fixesWord(bad.length));
  const lines = introduced.slice(0, 5).map(({ file, message }) => `${file}: ${message}`);
  const merge = vscode.l10n.t('Merge');
  const options = { modal: true, detail: lines.join('\n') };
  return (await vscode.window.showWarningMessage(text, options, merge)) === merge;
}

/** Says what was merged, and what was not because of the user's own edits. */
export function tellMerge(session: RepositorySession, { report, merged, unsaved }: Merge): void {
  const { mergeId, files, conflicted } = report;
  const [first] = conflicted;
  if (report.merged.length > 0) {
    const text = [describeMerged(merged, files.length), ...describeUnsaved(unsaved)].join(' ');
    inform(text, ...(mergeId === '' ? [] : [undoButton([mergeId])]));
  } else if (first === undefined) {
    inform(
      vscode.l10n.t('Nothing was merged: somebody has edited it meanwhile, or decided about it.'),
    );
  }
  if (first === undefined) return;
  const reference = { root: session.root, runId: first.runId, taskId: first.taskId };
  const text = describeConflicts(conflicted, (conflict) => {
    const task = session.find({ ...reference, ...conflict })?.task;
    return task === undefined ? conflict.taskId : taskLabel(task);
  });
  warn(text, conflicted.length === 1 ? resolveButton(reference) : showButton());
}

/**
 * Merges what somebody has chosen.
 * @throws {SwarmError} `usage` when nothing is chosen; `state`, `notFound`; as `MergeDesk.merge`.
 */
export async function acceptFixes(parts: MergeParts, call: FixCall): Promise<void> {
  const fixes: ChosenFix[] = [];
  await wantAgain(parts.services, namedHunks(parts.services, call));
  for (const target of checkedTargets(parts.services, call)) {
    refuseUnsavedEdits(target.task);
    fixes.push(await chooseFix(parts.services, target));
  }
  if (!(await isWanted(fixes))) return;
  for (const [session, own] of groupBy(fixes, (fix) => fix.session)) {
    tellMerge(session, await mergeFixes(parts, session, own));
  }
}
