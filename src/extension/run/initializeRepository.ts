import * as vscode from 'vscode';
import { runProcess } from '../../core/base/runProcess.ts';
import { SwarmError } from '../../core/base/swarmError.ts';
import { GitCommand } from '../../core/git/gitCommand.ts';
import type { ExtensionServices } from '../host/services.ts';

/**
 * Makes a repository of the first folder that is in none. Nothing is committed: workers start from
 * the files as they are.
 */
export async function initializeRepository({ sessions }: ExtensionServices): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) {
    throw new SwarmError('repository', vscode.l10n.t('No folder is open; open one first.'));
  }
  await new GitCommand(folder.uri.fsPath, runProcess).run(['init']);
  const session = await sessions.open(folder.uri.fsPath);
  await session.refresh();
  void vscode.window.showInformationMessage(
    vscode.l10n.t('{0} is a git repository now. Nothing has been committed.', folder.name),
  );
}
