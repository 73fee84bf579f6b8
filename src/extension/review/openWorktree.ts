import * as vscode from 'vscode';
import type { FixReference } from '../fixes/fixReference.ts';
import { withSignal } from '../host/cancellation.ts';
import type { ExtensionServices } from '../host/services.ts';
import { changedResult, findFix } from './foundFix.ts';

/**
 * Opens a fix as a folder of its own in a new window. Workers never use that folder.
 * @throws {SwarmError} `state` for a task that has changed nothing; `git`, `locked`.
 */
export async function openWorktree(
  services: ExtensionServices,
  reference: FixReference,
): Promise<void> {
  const { session, ...found } = await findFix(services, reference);
  changedResult(found);
  const progress: vscode.ProgressOptions = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Preparing a folder with {0}', reference.taskId),
    cancellable: true,
  };
  const path = await vscode.window.withProgress(progress, (_report, token) =>
    withSignal(token, (signal) => session.swarm.openWorktree(found, signal)),
  );
  await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(path), {
    forceNewWindow: true,
  });
}
