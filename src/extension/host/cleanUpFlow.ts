import * as vscode from 'vscode';
import type { CleanReport } from '../../core/cleanUp.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import type { ExtensionServices } from './services.ts';

/** What was done to all repositories, in one message. */
function describe(reports: readonly CleanReport[]): string {
  const sum = (numberOf: (report: CleanReport) => number): number =>
    reports.reduce((total, report) => total + numberOf(report), 0);
  const removed = vscode.l10n.t(
    'Worktrees removed: {0}. Runs removed: {1}.',
    sum(({ worktrees }) => worktrees),
    sum(({ removedRuns }) => removedRuns.length),
  );
  const kept = sum(({ keptRuns }) => keptRuns.size);
  return kept === 0 ? removed : `${removed} ${vscode.l10n.t('Runs kept for review: {0}.', kept)}`;
}

type Extent = 'finished' | 'all';

async function askFirst(waiting: number): Promise<Extent | undefined> {
  const remove = vscode.l10n.t('Remove');
  const removeAll = vscode.l10n.t('Remove All…');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Remove worktrees and finished runs?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Your files stay as they are. Fixes that wait for review are kept: {0}.',
        waiting,
      ),
    },
    ...[remove, removeAll],
  );
  if (chosen === remove) return 'finished';
  return chosen === removeAll ? 'all' : undefined;
}

async function askAgain(waiting: number): Promise<boolean> {
  const yes = vscode.l10n.t('Remove All');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Remove all runs, with what nobody has reviewed?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Fixes that are lost: {0}. Merges can no longer be undone by Undo Merge. What has been merged stays in your files.',
        waiting,
      ),
    },
    yes,
  );
  return chosen === yes;
}

async function remove(sessions: readonly RepositorySession[], extent: Extent): Promise<void> {
  const reports: CleanReport[] = [];
  for (const session of sessions) {
    reports.push(await session.swarm.clean(extent === 'all'));
    await session.refresh();
  }
  void vscode.window.showInformationMessage(describe(reports));
}

/**
 * Removes worktrees and runs of all repositories, after a question; what is unreviewed only after a
 * second one.
 * @throws {SwarmError} `locked` while a run is going on, `repository` when there is none.
 */
export async function cleanUpFlow({ sessions }: ExtensionServices): Promise<void> {
  const open = await sessions.openAll();
  const waiting = open.reduce((sum, { toReview }) => sum + toReview, 0);
  const extent = await askFirst(waiting);
  if (extent === undefined) return;
  if (extent === 'all' && !(await askAgain(waiting))) return;
  await remove(open, extent);
}
