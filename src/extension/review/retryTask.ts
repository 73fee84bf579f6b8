import * as vscode from 'vscode';
import type { AgentSettings } from '../../core/protocol/settings.ts';
import { takeOver } from '../../core/takeOver.ts';
import type { FixReference } from '../fixes/fixReference.ts';
import type { ExtensionServices } from '../host/services.ts';
import { offerReview } from '../run/fixScopeFlow.ts';
import { startRun } from '../run/startRun.ts';
import { refuseWhileRunning } from '../session/refuseWhileRunning.ts';
import { findFix } from './foundFix.ts';
import { planRetry } from './retryPlan.ts';
import { refuseUnsavedEdits } from './unsavedEdits.ts';

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

/**
 * Tries the problems of tasks again, in a new run for each run that they are of, with a note of the
 * person to the agents. What they had come to is discarded once the new run has begun.
 * @param agents the ladder of the new run; that of the old one without it.
 * @throws {SwarmError} `locked` while a run goes on, or whatever else keeps the new one from starting;
 * then nothing is discarded.
 */
export async function retryTasks(
  services: ExtensionServices,
  references: readonly FixReference[],
  agents?: readonly AgentSettings[],
): Promise<void> {
  for (const one of references) refuseUnsavedEdits(one);
  const fixes = await Promise.all(references.map((one) => findFix(services, one)));
  const sessions = new Set(fixes.map(({ session }) => session));
  refuseWhileRunning(sessions);
  const note = await askForNote(fixes.length);
  if (note === undefined) return;
  refuseWhileRunning(sessions);
  for (const { tasks, open, plan } of planRetry(fixes, note.trim())) {
    const [session] = tasks.map((task) => task.session);
    if (session === undefined) continue;
    const { report } = await takeOver(session.swarm, open, (listener) =>
      startRun(services, session, agents === undefined ? plan : { ...plan, agents }, { listener }),
    );
    void offerReview(report);
  }
}

/** The same with an agent that the person chooses, and no other. */
export async function retryTasksWith(
  services: ExtensionServices,
  references: readonly FixReference[],
): Promise<void> {
  const [first] = references;
  if (first === undefined) return;
  const { chooseAgent } = await import('../agents/chooseAgents.ts');
  const agent = await chooseAgent(services, first.root);
  if (agent !== undefined) await retryTasks(services, references, [agent.settings]);
}
