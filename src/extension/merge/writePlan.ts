import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { FileEdit } from '../../core/git/fileEdits.ts';
import { type DocumentEdit, documentEdit } from './documentEdit.ts';
import { type EditorFiles, editorFiles } from './editorFiles.ts';
import { isSavedAsItIs } from './savedAsItIs.ts';

/** Who writes which file. */
export interface WritePlan {
  /** Texts that the editor holds. */
  readonly texts: readonly DocumentEdit[];
  /** Those of them that are saved afterwards. */
  readonly toSave: readonly vscode.TextDocument[];
  /** The paths of all other files. */
  readonly onDisk: ReadonlySet<string>;
}

/** @throws {SwarmError} `conflict` for a file that is to be written on the disk but has unsaved changes. */
export function refuseUnsaved(root: string, onDisk: ReadonlySet<string>): void {
  const { unsaved } = editorFiles(root);
  const path = [...onDisk].find((one) => unsaved.has(one));
  if (path === undefined) return;
  throw new SwarmError(
    'conflict',
    vscode.l10n.t('{0} has unsaved changes that the fix would replace; save it first.', path),
  );
}

function isTextEdit({ kind, writer, hunks, isExecutable }: FileEdit): boolean {
  const isText = writer === 'editor' && kind === 'modified' && hunks !== undefined;
  return isText && isExecutable === undefined;
}

async function openShown(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  // A tab of before the last reload may stand for a file that is gone, or that is no text.
  return vscode.workspace.openTextDocument(uri).then(
    (document) => document,
    () => undefined,
  );
}

/**
 * Texts that somebody has before their eyes are changed in the editor: so what is unsaved survives,
 * Ctrl+Z takes the fix back, and breakpoints and selections stay where they are. All other files are
 * written on the disk: hundreds of them would come up as unsaved tabs otherwise, and the core can put
 * all of them back when one cannot be written.
 * A text that a save would change further (format on save and the like) is left for its user to save.
 * No documented call saves without that, and what reaches the disk shall be what was reviewed and
 * checked, and nothing that a later undo of the merge would take for an edit of the user.
 */
export class WritePlanner {
  readonly #files: EditorFiles;
  readonly #saves: boolean;
  readonly #texts: DocumentEdit[] = [];
  readonly #toSave: vscode.TextDocument[] = [];
  readonly #onDisk = new Set<string>();

  /** @param saves texts without unsaved changes are saved again, where a save changes nothing else. */
  constructor(files: EditorFiles, saves: boolean) {
    this.#files = files;
    this.#saves = saves;
  }

  /** @throws {SwarmError} `conflict` for unsaved text that is not what the edit was made for. */
  async add(edit: FileEdit): Promise<void> {
    const uri = isTextEdit(edit) ? this.#files.shown.get(edit.path) : undefined;
    const document = uri && (await openShown(uri));
    if (document === undefined || !(await this.#addText(edit, document))) {
      this.#onDisk.add(edit.path);
    }
  }

  plan(): WritePlan {
    return { texts: this.#texts, toSave: this.#toSave, onDisk: this.#onDisk };
  }

  async #addText(edit: FileEdit, document: vscode.TextDocument): Promise<boolean> {
    const wasSaved = !document.isDirty;
    const text = await documentEdit(edit, document);
    if (text === undefined && !document.isDirty) return false;
    if (text === undefined) {
      throw new SwarmError(
        'conflict',
        vscode.l10n.t('{0} was edited meanwhile; nothing was written, so merge again.', edit.path),
      );
    }
    this.#texts.push(text);
    if (wasSaved && this.#saves && isSavedAsItIs(document)) this.#toSave.push(document);
    return true;
  }
}
