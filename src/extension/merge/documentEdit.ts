import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { FileEdit } from '../../core/git/fileEdits.ts';
import type { TextHunk, TextPlace } from '../../core/git/textHunks.ts';

/** What becomes of a text that the editor holds. */
export interface DocumentEdit {
  readonly path: string;
  readonly document: vscode.TextDocument;
  /** The version that the edits are for. */
  readonly version: number;
  readonly edits: readonly vscode.TextEdit[];
}

function positionOf(document: vscode.TextDocument, { line, isLineEnd }: TextPlace) {
  const { range } = document.lineAt(line);
  return isLineEnd ? range.end : range.start;
}

/** Parts of a file begin with no byte-order mark, whatever the file does. */
function encodingOfParts({ encoding }: vscode.TextDocument): string {
  return encoding === 'utf8bom' ? 'utf8' : encoding;
}

async function toTextEdit(
  document: vscode.TextDocument,
  { start, end, text }: TextHunk,
): Promise<vscode.TextEdit> {
  const encoding = encodingOfParts(document);
  const fresh = text.length === 0 ? '' : await vscode.workspace.decode(text, { encoding });
  const lineEnd = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const range = new vscode.Range(positionOf(document, start), positionOf(document, end));
  return vscode.TextEdit.replace(range, fresh.replaceAll('\n', lineEnd));
}

/** What a save of the document would write. */
export async function bytesOf(document: vscode.TextDocument): Promise<Uint8Array> {
  return vscode.workspace.encode(document.getText(), { encoding: document.encoding });
}

/**
 * What a document that has these bytes would show.
 * @returns undefined when its encoding loses some of them: then they are of another one.
 */
export async function textOf(
  { encoding }: vscode.TextDocument,
  bytes: Uint8Array,
): Promise<string | undefined> {
  const text = await vscode.workspace.decode(bytes, { encoding });
  const again = await vscode.workspace.encode(text, { encoding });
  return Buffer.from(bytes).equals(again) ? text : undefined;
}

/**
 * Translates the edit of a file into one of a document.
 * @returns undefined when the document holds another text than the edit is for, or is edited at this
 * very moment.
 */
export async function documentEdit(
  { path, hunks = [], fits }: FileEdit,
  document: vscode.TextDocument,
): Promise<DocumentEdit | undefined> {
  const { version } = document;
  if (!(await fits(await bytesOf(document))) || document.version !== version) return undefined;
  const edits: vscode.TextEdit[] = [];
  for (const hunk of hunks) edits.push(await toTextEdit(document, hunk));
  return document.version === version ? { path, document, version, edits } : undefined;
}

/**
 * Applies all of them in one step, which one undo takes back.
 * @returns false when that was not possible; then nothing has changed.
 */
export async function applyDocumentEdits(edits: readonly DocumentEdit[]): Promise<boolean> {
  if (edits.length === 0) return true;
  if (edits.some(({ document, version }) => document.version !== version)) return false;
  const whole = new vscode.WorkspaceEdit();
  for (const { document, edits: own } of edits) whole.set(document.uri, [...own]);
  return vscode.workspace.applyEdit(whole);
}

/** @throws {SwarmError} `conflict` when the editor does not take it. */
export async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  if (await vscode.workspace.applyEdit(edit)) return;
  const path = vscode.workspace.asRelativePath(document.uri);
  throw new SwarmError('conflict', vscode.l10n.t('{0} cannot be edited now; try again.', path));
}
