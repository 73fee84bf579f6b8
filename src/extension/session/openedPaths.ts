import * as vscode from 'vscode';
import { isElsewhere, realPath, relativePath } from './relativePath.ts';

/**
 * What of a repository is open in this window: its folders, relative to the root, with `/`. None
 * when that is all of it.
 */
export function openedPaths(root: string): readonly string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const paths = folders
    .map(({ uri }) => relativePath(root, realPath(uri.fsPath)))
    .filter((path) => !isElsewhere(path));
  // A folder that a repository is in has all of it.
  const isWhole = paths.length === 0 || paths.includes('');
  return isWhole ? [] : paths;
}
