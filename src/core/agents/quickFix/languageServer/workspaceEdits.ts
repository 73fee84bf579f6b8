import {
  TextEdit as ProtocolTextEdit,
  TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import type { DocumentText } from '../../../checkers/languageServer/documentText.ts';
import type { LanguageServerSession } from '../../../checkers/languageServer/languageServerSession.ts';
import type { TextEdit } from '../fixer.ts';
import { joinInsertions } from '../textEdits.ts';

interface FileEdits {
  readonly uri: string;
  /** Of the document that the edits fit; null or undefined when the server does not say. */
  readonly version: number | null | undefined;
  readonly edits: readonly unknown[];
}

/** Undefined when the edit does more than change texts: it makes, moves or deletes files. */
function fileEditsOf(edit: WorkspaceEdit): readonly FileEdits[] | undefined {
  if (edit.documentChanges !== undefined) {
    if (!edit.documentChanges.every((change) => TextDocumentEdit.is(change))) return undefined;
    return edit.documentChanges.map(({ textDocument, edits }) => ({ ...textDocument, edits }));
  }
  return Object.entries(edit.changes ?? {}).map(([uri, edits]) => ({
    uri,
    version: undefined,
    edits,
  }));
}

function textEditsOf(
  { edits }: FileEdits,
  file: string,
  text: DocumentText,
  session: LanguageServerSession,
): TextEdit[] | undefined {
  // A snippet has a place for a cursor, and no text that could be taken as it is.
  if (!edits.every((edit) => ProtocolTextEdit.is(edit))) return undefined;
  const placed = edits.map(({ range, newText }) => ({
    file,
    start: text.offsetAt(range.start, session.encoding),
    end: text.offsetAt(range.end, session.encoding),
    newText,
  }));
  return joinInsertions(placed);
}

/** The text that a server's edits are about: what it was given, or else what it finds on the disk. */
export async function textOf(
  session: LanguageServerSession,
  file: string,
): Promise<DocumentText | undefined> {
  return session.documents.get(file)?.text ?? (await session.documents.read(file));
}

/**
 * A server's edit as offsets into the files on the disk.
 * @returns undefined when it cannot be had as that: it is about files outside of the worktree, or
 * files that are to be made, moved or deleted, or another version, or it overlaps with itself.
 */
export async function translateWorkspaceEdit(
  edit: WorkspaceEdit,
  session: LanguageServerSession,
): Promise<TextEdit[] | undefined> {
  const fileEdits = fileEditsOf(edit);
  if (fileEdits === undefined) return undefined;
  const result: TextEdit[] = [];
  for (const entry of fileEdits) {
    const file = session.uris.fileOf(entry.uri);
    const text = file === undefined ? undefined : await textOf(session, file);
    if (file === undefined || text === undefined) return undefined;
    const version = session.documents.get(file)?.version;
    if (typeof entry.version === 'number' && entry.version !== version) return undefined;
    const edits = textEditsOf(entry, file, text, session);
    if (edits === undefined) return undefined;
    result.push(...edits);
  }
  return result;
}
