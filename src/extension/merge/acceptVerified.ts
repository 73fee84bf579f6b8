import * as vscode from 'vscode';
import { type MergeRequest, subjectOf } from '../../core/manager/mergeRequest.ts';
import { verifiedTasks } from '../../core/manager/taskSelection.ts';
import type { TaskReference } from '../fixes/taskReference.ts';
import { withSignal } from '../host/cancellation.ts';
import type { ExtensionServices } from '../host/services.ts';
import { unsavedEditOf } from '../review/unsavedEdits.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import type { ChosenFix } from './chosenFixes.ts';
import { followMerge, type Merge } from './mergeFixes.ts';
import { inform, reviewButton, undoButton } from './mergeNotices.ts';
import type { MergeParts } from './mergeParts.ts';
import { describeMerged, describeUnsaved, fixesWord } from './mergeWords.ts';

function referenceOf({ root }: RepositorySession, { runId, task }: MergeRequest): TaskReference {
  return { root, runId, taskId: task.task.taskId };
}

/** Those of which somebody has unchecked or discarded a part are for that person to accept. */
function isWhole(
  { selection, discardedParts }: ExtensionServices,
  reference: TaskReference,
  { task }: MergeRequest,
): boolean {
  const discarded = discardedParts.of(reference, task.result?.commit ?? '');
  return selection.partsOf(reference) === 'all' && discarded.length === 0;
}

/** Those that need no person. */
function wholeFixes({ services }: MergeParts, session: RepositorySession): ChosenFix[] {
  return verifiedTasks(session.runs)
    .map((request) => ({ session, reference: referenceOf(session, request), request }))
    .filter(({ reference, request }) => isWhole(services, reference, request));
}

/** How many of them somebody edits right now, and has not saved that. */
function countEdited(parts: MergeParts, sessions: readonly RepositorySession[]): number {
  const fixes = sessions.flatMap((session) => wholeFixes(parts, session));
  return fixes.filter(({ reference }) => unsavedEditOf(reference) !== undefined).length;
}

async function mergeIn(
  parts: MergeParts,
  session: RepositorySession,
  signal: AbortSignal,
): Promise<Merge | undefined> {
  const isWanted = (request: MergeRequest): boolean => {
    const reference = referenceOf(session, request);
    const isEdited = unsavedEditOf(reference) !== undefined;
    return !isEdited && isWhole(parts.services, reference, request);
  };
  const fixes = wholeFixes(parts, session).filter(({ request }) => isWanted(request));
  if (fixes.length === 0) return undefined;
  const known = new Set(fixes.map(({ request }) => subjectOf(request)));
  return followMerge(parts, session, fixes, () =>
    session.swarm.mergeVerified(
      signal,
      (request) => known.has(subjectOf(request)) && isWanted(request),
    ),
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

function describeEdited(edited: number): string[] {
  if (edited === 0) return [];
  return [vscode.l10n.t('Left out, since your edit of the fix is not saved: {0}.', edited)];
}

function tell(merges: readonly Merge[], edited: number, toReview: number): void {
  const merged = merges.flatMap((one) => one.merged);
  const files = merges.reduce((sum, { report }) => sum + report.files.length, 0);
  const unsaved = merges.reduce((sum, one) => sum + one.unsaved, 0);
  const rest = [...describeUnsaved(unsaved), ...describeRest(merges), ...describeEdited(edited)];
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
  const edited = countEdited(parts, open);
  let isDone = false;
  try {
    await mergeAll(parts, open, merges);
    isDone = true;
  } finally {
    if (isDone || merges.length > 0) tell(merges, edited, toReviewIn(open));
  }
}
