import * as vscode from 'vscode';
import { Coalescer } from '../host/coalescer.ts';
import type { ExtensionServices } from '../host/services.ts';
import { LineMarks } from './lineMarks.ts';
import { ProblemHover } from './problemHover.ts';
import { ProblemMarker } from './problemMarker.ts';

/** Keeps the marks in the visible editors up to date. */
export class MarkKeeper implements vscode.Disposable {
  readonly #services: ExtensionServices;
  readonly #marker: ProblemMarker;
  readonly #lines: LineMarks;
  readonly #refresh = new Coalescer(() => this.#show());
  readonly #owned: vscode.Disposable;

  constructor(services: ExtensionServices) {
    this.#services = services;
    this.#marker = new ProblemMarker(services);
    this.#lines = new LineMarks(this.#marker);
    const refresh = (): void => this.#refresh.request();
    this.#owned = vscode.Disposable.from(
      this.#lines,
      this.#refresh,
      vscode.languages.registerHoverProvider(
        { scheme: 'file' },
        new ProblemHover(this.#marker, services.settings),
      ),
      services.sessions.onDidChange(refresh),
      services.settings.onDidChange(refresh),
      services.editorVerdicts.onDidChange(refresh),
      vscode.window.onDidChangeVisibleTextEditors(refresh),
      // Edits are followed by it: a line has moved, or its problem has gone.
      vscode.languages.onDidChangeDiagnostics(refresh),
    );
    refresh();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #show(): void {
    const isShown = this.#services.settings.get('showStateAtProblems');
    for (const editor of vscode.window.visibleTextEditors) {
      if (isShown && editor.document.uri.scheme === 'file') this.#lines.show(editor);
      else this.#lines.hide(editor);
    }
  }
}
