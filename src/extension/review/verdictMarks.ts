import * as vscode from 'vscode';
import type { TaskView } from '../../core/manager/runView.ts';
import type { ExtensionServices } from '../host/services.ts';
import type { FixAddress } from './fixAddress.ts';
import { addressOf } from './fixUris.ts';
import type { FoundFix } from './foundFix.ts';
import { type IssueMark, worstFirst } from './issueMarks.ts';
import { isIn, linesOf, type MarkedFile, readMarks } from './markedFile.ts';
import { hoverText, lineText } from './markText.ts';
import { createMarkType } from './markTypes.ts';

/** Says beside each line of a fix what became of the problem there, and offers each change by itself. */
export class VerdictMarks implements vscode.Disposable {
  readonly #services: ExtensionServices;
  readonly #types = new Map(worstFirst.map((worth) => [worth, createMarkType(worth)]));
  /** Shows nothing: it is where a hover is. */
  readonly #hovers = vscode.window.createTextEditorDecorationType({});

  /** What the marks of an editor were made from. */
  readonly #marked = new WeakMap<vscode.TextEditor, TaskView>();

  constructor(services: ExtensionServices) {
    this.#services = services;
  }

  /** Brings the marks in line of all editors that show fixes now. */
  async refresh(): Promise<void> {
    await Promise.all(vscode.window.visibleTextEditors.map((editor) => this.#mark(editor)));
  }

  dispose(): void {
    for (const type of this.#types.values()) type.dispose();
    this.#hovers.dispose();
  }

  async #mark(editor: vscode.TextEditor): Promise<void> {
    const { document } = editor;
    const address = addressOf(document.uri);
    if (address === undefined || address.side === 'base') return;
    const session = this.#services.sessions.find(address.root);
    const found = session?.find(address);
    if (session === undefined || typeof found?.task.result?.commit !== 'string') return;
    if (document.isDirty) this.#clear(editor);
    if (document.isDirty || this.#marked.get(editor) === found.task) return;
    this.#marked.set(editor, found.task);
    const { version } = document;
    const file = await this.#read({ session, ...found }, address);
    if (document.version !== version) this.#marked.delete(editor);
    else if (file !== undefined) this.#show(editor, file);
  }

  /** A diff without marks is still a diff: nobody needs a message about it. */
  async #read(found: FoundFix, address: FixAddress): Promise<MarkedFile | undefined> {
    try {
      return await readMarks(found, address);
    } catch (error) {
      this.#services.log.error(`The verdicts in ${address.path} cannot be shown`, error);
      return undefined;
    }
  }

  /** Nothing that was found out is about a text that nobody has saved yet. */
  #clear(editor: vscode.TextEditor): void {
    for (const type of [...this.#types.values(), this.#hovers]) editor.setDecorations(type, []);
    this.#marked.delete(editor);
  }

  #show(editor: vscode.TextEditor, { marks, hunks, choiceOf }: MarkedFile): void {
    const { document } = editor;
    const there = marks.filter(({ line }) => line < document.lineCount);
    for (const [worth, type] of this.#types) {
      const own = there.filter(({ issues }) => issues[0]?.worth === worth);
      editor.setDecorations(
        type,
        own.map((mark) => besideLine(document, mark)),
      );
    }
    const apart = there.filter(({ line }) => !hunks.some((hunk) => isIn(hunk, line)));
    editor.setDecorations(this.#hovers, [
      ...hunks.map((hunk) => {
        const [first, last] = linesOf(hunk);
        const issues = there.filter(({ line }) => isIn(hunk, line)).flatMap((one) => one.issues);
        return hoverAt(first, last, hoverText(issues, choiceOf(hunk)));
      }),
      ...apart.map(({ line, issues }) => hoverAt(line, line, hoverText(issues, undefined))),
    ]);
  }
}

function besideLine(document: vscode.TextDocument, mark: IssueMark): vscode.DecorationOptions {
  const { end } = document.lineAt(mark.line).range;
  const renderOptions = { after: { contentText: lineText(mark.issues) } };
  return { range: new vscode.Range(end, end), renderOptions };
}

function hoverAt(
  first: number,
  last: number,
  hoverMessage: vscode.MarkdownString,
): vscode.DecorationOptions {
  return { range: new vscode.Range(first, 0, last, Number.MAX_SAFE_INTEGER), hoverMessage };
}
