import * as vscode from 'vscode';
import { runProcess } from '../../core/base/runProcess.ts';
import { isSwarmError, SwarmError } from '../../core/base/swarmError.ts';
import { GitCommand } from '../../core/git/gitCommand.ts';
import type { ExtensionServices } from '../host/services.ts';
import type { Sessions } from '../session/sessions.ts';

/** Why a folder cannot be worked in; undefined when it can. */
async function faultOf(sessions: Sessions, { uri }: vscode.WorkspaceFolder): Promise<unknown> {
  return sessions.open(uri.fsPath).then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** @throws {SwarmError} whatever else keeps a folder from being worked in: a new repository would not help. */
async function foldersInNone(sessions: Sessions): Promise<vscode.WorkspaceFolder[]> {
  const found: vscode.WorkspaceFolder[] = [];
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const fault = await faultOf(sessions, folder);
    if (isSwarmError(fault, 'noRepository')) found.push(folder);
    else if (fault !== undefined) throw fault;
  }
  return found;
}

/** @returns undefined when the person went away. */
async function chooseFolder(
  folders: readonly vscode.WorkspaceFolder[],
): Promise<vscode.WorkspaceFolder | undefined> {
  if (folders.length < 2) return folders[0];
  const rows = folders.map((folder) => ({
    label: folder.name,
    description: folder.uri.fsPath,
    folder,
  }));
  const placeHolder = vscode.l10n.t('Which folder shall be a git repository?');
  return (await vscode.window.showQuickPick(rows, { placeHolder }))?.folder;
}

/**
 * Makes a repository of a folder that is in none. Nothing is committed: workers start from the files
 * as they are.
 * @throws {SwarmError} `usage` when there is no such folder; `environment` without git.
 */
export async function initializeRepository({ sessions }: ExtensionServices): Promise<void> {
  const folders = await foldersInNone(sessions);
  if (folders.length === 0) {
    throw new SwarmError('usage', vscode.l10n.t('Each open folder is in a git repository.'));
  }
  const folder = await chooseFolder(folders);
  if (folder === undefined) return;
  await new GitCommand(folder.uri.fsPath, runProcess).run(['init']);
  await sessions.open(folder.uri.fsPath);
  void vscode.window.showInformationMessage(
    vscode.l10n.t('{0} is a git repository now. Nothing has been committed.', folder.name),
  );
}
