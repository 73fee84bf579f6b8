import * as vscode from 'vscode';
import type { MergeReport } from '../../core/manager/mergeDesk.ts';
import { isPartial } from '../../core/manager/mergeRequest.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import type { ChosenFix } from './chosenFixes.ts';
import { editorFiles } from './editorFiles.ts';
import type { MergeParts } from './mergeParts.ts';

/** What has become of some fixes of one repository. */
export interface Merge {
  readonly report: MergeReport;
  readonly merged: readonly ChosenFix[];
  /** How many of the files that were written are still to be saved. */
  readonly unsaved: number;
}

/** A report names tasks without their runs, which may have tasks of the same name. */
function isMerged({ session, reference, request }: ChosenFix, report: MergeReport): boolean {
  if (!report.merged.includes(reference.taskId)) return false;
  const task = session.find(reference)?.task;
  if (isPartial(request)) return task?.state !== 'conflicted';
  return task?.state === 'merged' && task.mergeId === report.mergeId;
}

/** Does something that merges fixes, and follows what comes of it. */
export async function followMerge(
  { watches }: MergeParts,
  session: RepositorySession,
  fixes: readonly ChosenFix[],
  work: () => Promise<MergeReport>,
): Promise<Merge> {
  const watch = watches.prepare(session.root);
  const report = await work();
  await session.refresh();
  const merged = fixes.filter((fix) => isMerged(fix, report));
  if (report.mergeId !== '') watch.begin(report.mergeId, merged);
  const { unsaved } = editorFiles(session.root);
  return { report, merged, unsaved: report.files.filter((path) => unsaved.has(path)).length };
}

/**
 * Merges fixes of one repository, with the progress at the view of the fixes.
 * @throws {SwarmError} as `MergeDesk.merge`.
 */
export async function mergeFixes(
  parts: MergeParts,
  session: RepositorySession,
  fixes: readonly ChosenFix[],
): Promise<Merge> {
  const { mergeDesk } = session.swarm;
  const requests = fixes.map(({ request }) => request);
  const progress = { location: { viewId: 'swarmAutofix.fixes' } };
  const merge = await vscode.window.withProgress(progress, () =>
    followMerge(parts, session, fixes, () => mergeDesk.merge(requests)),
  );
  await session.swarm.noteDecision(merge.report.mergeId, 'accepted');
  return merge;
}
