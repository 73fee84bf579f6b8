import * as vscode from 'vscode';
import { checkedOutFile } from '../../core/git/checkedOutFile.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import { replaceText, textOf } from './documentEdit.ts';
import { fileUri } from './fileUri.ts';
import type { Resolution } from './resolutions.ts';

/** Gives a file the text that it had before its conflict was opened, and saves it. */
export async function putBack(
  { swarm }: RepositorySession,
  { task, path, original }: Resolution,
): Promise<void> {
  const bytes = await checkedOutFile(swarm.repository.git, original, path);
  if (bytes === undefined) return;
  const uri = fileUri(task.root, path);
  const document = await vscode.workspace.openTextDocument(uri);
  const text = await textOf(document, bytes);
  if (text !== undefined) await replaceText(document, text);
  await document.save();
  // An encoding that somebody has chosen since may not know all of its characters.
  if (text === undefined) await vscode.workspace.fs.writeFile(uri, bytes);
}
