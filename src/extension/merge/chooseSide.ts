import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { ConflictTexts } from '../../core/manager/handMerge.ts';
import { openDocument } from '../problems/problemIndex.ts';
import { fileUri } from './fileUri.ts';

function question(path: string, { ours, theirs }: ConflictTexts): string {
  if (theirs === undefined) {
    return vscode.l10n.t('The fix deletes {0}, which you have edited.', path);
  }
  if (ours === undefined) {
    return vscode.l10n.t('The fix changes {0}, which you have deleted.', path);
  }
  return vscode.l10n.t('{0} is not text; both you and the fix have changed it.', path);
}

async function take(uri: vscode.Uri, theirs: Uint8Array | undefined): Promise<void> {
  if (openDocument(uri)?.isDirty) {
    const path = vscode.workspace.asRelativePath(uri);
    throw new SwarmError(
      'conflict',
      vscode.l10n.t('{0} has unsaved changes that the fix would replace; save it first.', path),
    );
  }
  if (theirs === undefined) await vscode.workspace.fs.delete(uri, { useTrash: true });
  else await vscode.workspace.fs.writeFile(uri, theirs);
}

/**
 * Asks which version of a file shall be, where the two cannot be brought together.
 * @returns false when somebody did not want to say.
 * @throws {SwarmError} `conflict` when that would replace unsaved changes.
 */
export async function chooseSide(
  root: string,
  path: string,
  texts: ConflictTexts,
): Promise<boolean> {
  const fix =
    texts.theirs === undefined ? vscode.l10n.t('Delete It') : vscode.l10n.t('Take the Fix');
  const mine = vscode.l10n.t('Keep Mine');
  const options = { modal: true };
  const text = question(path, texts);
  const chosen = await vscode.window.showWarningMessage(text, options, fix, mine);
  if (chosen === fix) await take(fileUri(root, path), texts.theirs);
  return chosen !== undefined;
}
