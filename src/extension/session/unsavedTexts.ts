import * as vscode from 'vscode';
import type { Overlays } from '../../core/git/overlays.ts';
import { isElsewhere } from './relativePath.ts';
import { RepositoryPaths } from './repositoryPaths.ts';

/** What a save of this document would write. */
async function bytesOf(document: vscode.TextDocument): Promise<Uint8Array> {
  return vscode.workspace.encode(document.getText(), { encoding: document.encoding });
}

/** The files of a repository that have unsaved changes, as they would be saved. */
export async function unsavedTexts(root: string): Promise<Overlays> {
  const paths = new RepositoryPaths(root);
  const overlays = new Map<string, Uint8Array>();
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.uri.scheme !== 'file') continue;
    const path = paths.of(document.uri.fsPath);
    if (!isElsewhere(path)) overlays.set(path, await bytesOf(document));
  }
  return overlays;
}
