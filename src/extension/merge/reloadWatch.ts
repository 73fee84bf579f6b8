import * as vscode from 'vscode';

/** The editor learns of a written file by itself, mostly within half a second; longer nobody waits. */
const patienceMs = 5_000;

/** Follows how the editor takes over files that are written behind it. */
export class ReloadWatch implements vscode.Disposable {
  readonly #waiting: Set<vscode.TextDocument>;
  readonly #subscriptions: vscode.Disposable;
  #settle: (() => void) | undefined;

  /** @param documents saved ones, whose files are about to be written. */
  constructor(documents: readonly vscode.TextDocument[]) {
    this.#waiting = new Set(documents);
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#done(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#done(document)),
    );
  }

  /** Settles when all of them show what was written, or when it takes too long. */
  settled(): Promise<void> {
    if (this.#waiting.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.#settle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #done(document: vscode.TextDocument): void {
    if (this.#waiting.delete(document) && this.#waiting.size === 0) this.#settle?.();
  }
}
