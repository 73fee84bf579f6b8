import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { FixReference } from '../fixes/fixReference.ts';
import type { ExtensionServices } from '../host/services.ts';
import { offerReview } from '../run/fixScopeFlow.ts';
import { startRun } from '../run/startRun.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import { findFix } from './foundFix.ts';
import { planRetry } from './retryPlan.ts';

/** @returns undefined when the person has changed their mind; an empty note is one, too. */
function askForNote(count: number): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title:
      count === 1
        ? vscode.l10n.t('Try this fix again')
        : vscode.l10n.t('Try {0} fixes again', count),
    prompt: vscode.l10n.t('What should the agent know? May be left empty.'),
    placeHolder: vscode.l10n.t('Such as: keep the exported names as they are'),
    ignoreFocusOut: true,
  });
}

function refuseWhileRunning(sessions: Iterable<RepositorySession>): void {
  for (const { isRunning, name } of sessions) {
    if (!isRunning) continue;
    throw new SwarmError(
      'locked',
      vscode.l10n.t('A run is going on in {0}; try again when it has ended.', name),
    );
  }
}

/**
 * Tries the problems of tasks again, in a new run for each run that they are of, with a note of the
 * person to the agents. What they had come to is discarded.
 * @throws {SwarmError} `locked` while a run goes on; then nothing is discarded.
 */
export async function retryTasks(
  services: ExtensionServices,
  references: readonly FixReference[],
): Promise<void> {
  const fixes = await Promise.all(references.map((one) => findFix(services, one)));
  const sessions = new Set(fixes.map(({ session }) => session));
  refuseWhileRunning(sessions);
  const note = await askForNote(fixes.length);
  if (note === undefined) return;
  refuseWhileRunning(sessions);
  for (const { tasks, open, plan } of planRetry(fixes, note.trim())) {
    const [session] = tasks.map((task) => task.session);
    if (session === undefined) continue;
    await session.swarm.discard(open, 'tried again in a later run');
    const { report } = await startRun(services, session, plan);
    void offerReview(report);
  }
}
