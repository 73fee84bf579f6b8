import { join } from 'node:path';
import * as vscode from 'vscode';
import { isElsewhere, realPath, relativePath } from '../session/relativePath.ts';

/**
 * The URI under which the editor has a file of a repository: a folder may be open under another name
 * than git's, and one file under two names would be two documents.
 */
export function fileUri(root: string, path: string): vscode.Uri {
  const file = join(root, path);
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    if (uri.scheme !== 'file') continue;
    const inside = relativePath(realPath(uri.fsPath), file);
    if (!isElsewhere(inside)) return vscode.Uri.joinPath(uri, inside);
  }
  return vscode.Uri.file(file);
}
