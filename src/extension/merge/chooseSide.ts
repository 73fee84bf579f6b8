import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { ConflictTexts } from '../../core/manager/handMerge.ts';
import { openDocument } from '../problems/problemIndex.ts';
import type { ChosenFix } from './chosenFixes.ts';
import { fileUri } from './fileUri.ts';

/** What to ask about a file that is not text on all sides. */
export function sideQuestion(path: string, { ours, theirs, isLink }: ConflictTexts): string {
  if (theirs === undefined) {
    return vscode.l10n.t('The fix deletes {0}, which you have edited.', path);
  }
  if (ours === undefined) {
    return vscode.l10n.t('The fix changes {0}, which you have deleted.', path);
  }
  if (isLink) {
    return vscode.l10n.t(
      '{0} is a link or a submodule; both you and the fix have changed it.',
      path,
    );
  }
  return vscode.l10n.t('{0} is not text; both you and the fix have changed it.', path);
}

/** The same, about a file of which the editor has the wrong idea. */
export function encodingQuestion(path: string, encoding: string): string {
  return vscode.l10n.t(
    '{0} is open as {1}, which is not its encoding. Reopen it with its own to bring your lines and those of the fix together.',
    ...[path, encoding],
  );
}

async function take(
  { session, request }: ChosenFix,
  path: string,
  { theirs, before }: ConflictTexts,
): Promise<void> {
  const uri = fileUri(session.root, path);
  if (openDocument(uri)?.isDirty) {
    const shown = vscode.workspace.asRelativePath(uri);
    throw new SwarmError(
      'conflict',
      vscode.l10n.t('{0} has unsaved changes that the fix would replace; save it first.', shown),
    );
  }
  if (theirs === undefined) await vscode.workspace.fs.delete(uri, { useTrash: true });
  else await session.swarm.mergeDesk.takeFile(request, path, before);
}

/**
 * Asks which version of a file shall be, where the two cannot be brought together.
 * @returns false when somebody did not want to say.
 * @throws {SwarmError} `conflict` when that would replace unsaved changes.
 */
export async function chooseSide(
  chosen: ChosenFix,
  path: string,
  texts: ConflictTexts,
  question: string,
): Promise<boolean> {
  const fix =
    texts.theirs === undefined ? vscode.l10n.t('Delete It') : vscode.l10n.t('Take the Fix');
  const mine = vscode.l10n.t('Keep Mine');
  const answer = await vscode.window.showWarningMessage(question, { modal: true }, fix, mine);
  if (answer === fix) await take(chosen, path, texts);
  return answer !== undefined;
}
