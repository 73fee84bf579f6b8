import * as vscode from 'vscode';
import { groupBy } from '../../core/base/groupBy.ts';
import type { FileSelection } from '../../core/git/fileSelection.ts';
import { treeOf } from '../../core/git/gitObjects.ts';
import { listHunks } from '../../core/git/hunks.ts';
import { snapshotTree } from '../../core/git/snapshot.ts';
import { holdsAll, type MergeRequest, requestedEdits } from '../../core/manager/mergeRequest.ts';
import { taskLabel } from '../fixes/fixLabels.ts';
import type { ExtensionServices } from '../host/services.ts';
import { changedResult, type FoundFix } from '../review/foundFix.ts';
import { refuseUnsavedEdits } from '../review/unsavedEdits.ts';
import { unsavedTexts } from '../session/unsavedTexts.ts';
import { type FixCall, findUnreviewed, namedTargets } from './chosenFixes.ts';
import type { MergeTarget } from './joinTargets.ts';
import { inform, retryButton } from './mergeNotices.ts';
import { fixesWord } from './mergeWords.ts';

interface FoundTarget {
  readonly target: MergeTarget;
  readonly found: FoundFix;
}

/** One click takes one fix away; several are asked about. */
async function isMeant(targets: readonly FoundTarget[]): Promise<boolean> {
  const whole = targets.filter(({ target }) => target.parts === 'all');
  if (whole.length < 2) return true;
  const discard = vscode.l10n.t('Discard');
  const detail = vscode.l10n.t('Your files stay as they are. Only a retry makes them again.');
  const text = vscode.l10n.t('Discard {0}?', fixesWord(whole.length));
  const options = { modal: true, detail };
  return (await vscode.window.showWarningMessage(text, options, discard)) === discard;
}

async function discardWhole(targets: readonly FoundTarget[]): Promise<void> {
  for (const [{ swarm }, own] of groupBy(targets, ({ found }) => found.session)) {
    await swarm.discard(own.map(({ found }) => found));
  }
}

function tellWhole(targets: readonly FoundTarget[]): void {
  const [first, ...others] = targets;
  if (first === undefined) return;
  const label = taskLabel(first.found.task);
  if (others.length > 0) inform(vscode.l10n.t('{0} discarded.', fixesWord(targets.length)));
  else inform(vscode.l10n.t('{0} was discarded.', label), retryButton(first.target.task));
}

/** What is discarded is not checked any more. */
async function uncheck(
  { selection }: ExtensionServices,
  { target, found }: FoundTarget,
  parts: readonly FileSelection[],
): Promise<void> {
  const { parent, commit } = changedResult(found);
  const { git } = found.session.swarm.repository;
  for (const part of parts) {
    const count =
      part.hunks === undefined ? 0 : (await listHunks(git, parent, commit, part.path)).length;
    selection.set({ ...target.task, ...part }, false, count);
  }
}

/**
 * Ends a task of which nothing is left to decide: discarded when nothing of it is wanted, merged when
 * the rest of it is in the working copy already.
 */
async function settle({ session, run, task }: FoundFix, except: readonly FileSelection[]) {
  const { repository, mergeDesk } = session.swarm;
  const request: MergeRequest = { runId: run.record.runId, task, parts: [], except };
  const { parent, commit } = await requestedEdits(repository, request);
  const [before, after] = await Promise.all([
    treeOf(repository.git, parent),
    treeOf(repository.git, commit),
  ]);
  if (before === after) return session.swarm.discard([{ run, task }]);
  const overlays = await unsavedTexts(session.root);
  const now = await snapshotTree(repository, { overlays });
  if (await holdsAll(repository, { ...request, parts: except }, now)) {
    await mergeDesk.recordResolved(request);
  }
}

async function discardParts(services: ExtensionServices, one: FoundTarget): Promise<void> {
  const { target, found } = one;
  if (target.parts === 'all') return;
  const { commit } = changedResult(found);
  await uncheck(services, one, target.parts);
  const except = await services.discardedParts.add(target.task, commit, target.parts);
  await settle(found, except);
}

/**
 * Discards whole fixes, or files and hunks of them: those are never merged, and the fix counts as
 * merged as soon as all else of it is.
 * @throws {SwarmError} `usage` when nothing is chosen; `state`, `notFound`.
 */
export async function discardFixes(services: ExtensionServices, call: FixCall): Promise<void> {
  const targets: FoundTarget[] = [];
  for (const target of namedTargets(services, call)) {
    refuseUnsavedEdits(target.task);
    targets.push({ target, found: await findUnreviewed(services, target.task) });
  }
  if (!(await isMeant(targets))) return;
  const whole = targets.filter(({ target }) => target.parts === 'all');
  await discardWhole(whole);
  for (const one of targets) await discardParts(services, one);
  for (const session of new Set(targets.map(({ found }) => found.session))) await session.refresh();
  tellWhole(whole);
}
