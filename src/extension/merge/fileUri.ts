import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import * as vscode from 'vscode';

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    // A folder of the workspace that is gone.
    return folder;
  }
}

/**
 * The URI under which the editor has a file of a repository: a folder may be open under another name
 * than git's, and one file under two names would be two documents.
 */
export function fileUri(root: string, path: string): vscode.Uri {
  const file = join(root, path);
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    if (uri.scheme !== 'file') continue;
    const inside = relative(realFolder(uri.fsPath), file).split(sep);
    if (inside[0] !== '..') return vscode.Uri.joinPath(uri, ...inside);
  }
  return vscode.Uri.file(file);
}
