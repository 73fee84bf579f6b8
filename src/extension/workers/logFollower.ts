import * as vscode from 'vscode';

/** Whoever sees the end of a text goes on seeing it; whoever has scrolled up to read is left alone. */
function saw(
  { visibleRanges }: vscode.TextEditor,
  changes: readonly vscode.TextDocumentContentChangeEvent[],
): boolean {
  const firstChanged = Math.min(...changes.map(({ range }) => range.start.line));
  return visibleRanges.some(({ end }) => end.line >= firstChanged);
}

/** Shows the last line. */
function revealEnd(editor: vscode.TextEditor): void {
  const { end } = editor.document.lineAt(editor.document.lineCount - 1).range;
  editor.revealRange(new vscode.Range(end, end));
}

/** Keeps the end of logs in sight while somebody writes to them. */
export class LogFollower implements vscode.Disposable {
  readonly #followed = new WeakSet<vscode.TextDocument>();
  readonly #subscription = vscode.workspace.onDidChangeTextDocument((change) => this.#show(change));

  dispose(): void {
    this.#subscription.dispose();
  }

  /** Follows the text of an editor from now on, from its end. */
  follow(editor: vscode.TextEditor): void {
    this.#followed.add(editor.document);
    revealEnd(editor);
  }

  #show({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0 || !this.#followed.has(document)) return;
    const editors = vscode.window.visibleTextEditors.filter((one) => one.document === document);
    for (const editor of editors) if (saw(editor, contentChanges)) revealEnd(editor);
  }
}
