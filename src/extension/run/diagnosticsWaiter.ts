import * as vscode from 'vscode';

/** A language server that has nothing new to say says nothing: so long it is waited for. */
const patienceMs = 10_000;

/** What it has to say comes in pieces: so long after one of them, the next is waited for. */
const quietMs = 3_000;

/** Waits for what the language servers say after an edit. */
export class DiagnosticsWaiter implements vscode.Disposable {
  readonly #open = new Set<() => void>();

  /**
   * One edit brings several answers, of which the first may still be about the text before.
   * @returns true as soon as `test` holds after an answer about the file, false when it does not in time.
   */
  until(uri: vscode.Uri, test: () => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (isReached: boolean): void => {
        subscription.dispose();
        clearTimeout(timer);
        this.#open.delete(giveUp);
        resolve(isReached);
      };
      const giveUp = (): void => settle(false);
      const subscription = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (!uris.some((one) => one.toString() === uri.toString())) return;
        if (test()) settle(true);
        else {
          clearTimeout(timer);
          timer = setTimeout(giveUp, quietMs);
        }
      });
      let timer = setTimeout(giveUp, patienceMs);
      this.#open.add(giveUp);
    });
  }

  dispose(): void {
    for (const giveUp of [...this.#open]) giveUp();
  }
}
