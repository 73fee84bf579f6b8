import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import * as vscode from 'vscode';

function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    // A folder of the workspace that is not there.
    return folder;
  }
}

/**
 * What of a repository is open in this window: its folders, relative to the root, with `/`. None
 * when that is all of it.
 */
export function openedPaths(root: string): readonly string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const paths = folders
    .map(({ uri }) => relative(root, realPath(uri.fsPath)).split(sep).join('/'))
    .filter((path) => path !== '..' && !path.startsWith('../'));
  // A folder that a repository is in has all of it.
  const isWhole = paths.length === 0 || paths.includes('');
  return isWhole ? [] : paths;
}
