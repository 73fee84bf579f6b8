import type * as vscode from 'vscode';

const usualDelayMs = 100;

/** Does a piece of work soon, once for all requests that come meanwhile. */
export class Coalescer implements vscode.Disposable {
  readonly #work: () => void;
  readonly #delayMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(work: () => void, delayMs = usualDelayMs) {
    this.#work = work;
    this.#delayMs = delayMs;
  }

  request(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#work();
    }, this.#delayMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
