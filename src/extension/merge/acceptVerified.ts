import * as vscode from 'vscode';
import { subjectOf } from '../../core/manager/mergeRequest.ts';
import { verifiedTasks } from '../../core/manager/taskSelection.ts';
import { withSignal } from '../host/cancellation.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import type { ChosenFix } from './chosenFixes.ts';
import { followMerge, type Merge } from './mergeFixes.ts';
import { inform, reviewButton, undoButton } from './mergeNotices.ts';
import type { MergeParts } from './mergeParts.ts';
import { describeMerged, describeUnsaved, fixesWord } from './mergeWords.ts';

/** Those of which somebody has unchecked or discarded a part are for that person to accept. */
function wholeFixes({ services }: MergeParts, session: RepositorySession): ChosenFix[] {
  return verifiedTasks(session.runs).flatMap((request) => {
    const { runId, task } = request;
    const reference = { root: session.root, runId, taskId: task.task.taskId };
    const isChecked = services.selection.partsOf(reference) === 'all';
    const discarded = services.discardedParts.of(reference, task.result?.commit ?? '');
    return isChecked && discarded.length === 0 ? [{ session, reference, request }] : [];
  });
}

async function mergeIn(
  parts: MergeParts,
  session: RepositorySession,
  signal: AbortSignal,
): Promise<Merge | undefined> {
  const fixes = wholeFixes(parts, session);
  if (fixes.length === 0) return undefined;
  const wanted = new Set(fixes.map(({ request }) => subjectOf(request)));
  return followMerge(parts, session, fixes, () =>
    session.swarm.mergeVerified(signal, (request) => wanted.has(subjectOf(request))),
  );
}

/** @param merges takes what has been merged, also when it ends with an error. */
function mergeAll(
  parts: MergeParts,
  sessions: readonly RepositorySession[],
  merges: Merge[],
): Thenable<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Checking all verified fixes together'),
    cancellable: true,
  };
  return vscode.window.withProgress(options, (_progress, token) =>
    withSignal(token, async (signal) => {
      for (const session of sessions) {
        const merge = await mergeIn(parts, session, signal);
        if (merge !== undefined) merges.push(merge);
      }
    }),
  );
}

/** Why some verified fixes were not merged. */
function describeRest(merges: readonly Merge[]): string[] {
  const doubted = merges.flatMap(({ report }) => report.doubted).length;
  const conflicted = merges.flatMap(({ report }) => report.conflicted).length;
  return [
    doubted === 0
      ? ''
      : vscode.l10n.t('Left out, since together with others it brings new problems: {0}.', doubted),
    conflicted === 0
      ? ''
      : vscode.l10n.t('Left out, since the same lines have been edited: {0}.', conflicted),
  ].filter((text) => text !== '');
}

function tell(merges: readonly Merge[], toReview: number): void {
  const merged = merges.flatMap((one) => one.merged);
  const files = merges.reduce((sum, { report }) => sum + report.files.length, 0);
  const unsaved = merges.reduce((sum, one) => sum + one.unsaved, 0);
  const rest = [...describeUnsaved(unsaved), ...describeRest(merges)];
  if (merged.length === 0 && rest.length === 0) {
    // Another window was faster.
    tellNone(toReview);
    return;
  }
  const text =
    merged.length === 0
      ? vscode.l10n.t('No verified fix could be merged.')
      : describeMerged(merged, files);
  const mergeIds = merges.map(({ report }) => report.mergeId).filter((id) => id !== '');
  const undo = mergeIds.length === 0 ? [] : [undoButton(mergeIds)];
  const review = toReview === 0 ? [] : [reviewButton()];
  inform([text, ...rest].join(' '), ...undo, ...review);
}

function tellNone(toReview: number): void {
  const count = fixesWord(toReview);
  if (toReview === 0) inform(vscode.l10n.t('No fix waits to be accepted.'));
  else
    inform(vscode.l10n.t('None of the fixes is verified: {0} to review.', count), reviewButton());
}

function toReviewIn(sessions: readonly RepositorySession[]): number {
  return sessions.reduce((sum, session) => sum + session.toReview, 0);
}

/**
 * Merges all fixes that need no person, after a check of all of them together.
 * @throws {SwarmError} `checker`, `cancelled`: nothing is written then.
 */
export async function acceptVerified(parts: MergeParts): Promise<void> {
  const { sessions } = parts.services;
  const open = sessions.all().length > 0 ? sessions.all() : await sessions.openAll();
  const merges: Merge[] = [];
  try {
    await mergeAll(parts, open, merges);
  } finally {
    if (merges.length > 0) tell(merges, toReviewIn(open));
  }
  if (merges.length === 0) tellNone(toReviewIn(open));
}
