import { watch } from 'node:fs';
import { dirname } from 'node:path';
import { GrowingLines } from './growingLines.ts';

/** Not every file system tells of changes: so often somebody looks anyway. */
const lookMs = 500;

export interface LineFollowerParts {
  /** The file; its folder must be there. */
  readonly path: string;
  readonly onLine: (line: string) => void;
  /** Called when the file cannot be read; what comes after is still looked for. */
  readonly onError: (error: unknown) => void;
}

/** Tells each line that is added to a file, as soon as it is whole. */
export class LineFollower {
  readonly #parts: LineFollowerParts;
  readonly #lines: GrowingLines;
  readonly #stop: () => void;
  #last: Promise<void> = Promise.resolve();
  #isWaiting = false;
  #isClosed = false;

  constructor(parts: LineFollowerParts) {
    this.#parts = parts;
    this.#lines = new GrowingLines(parts.path);
    const watcher = watch(dirname(parts.path), () => this.#lookSoon());
    watcher.on('error', parts.onError);
    const timer = setInterval(() => this.#lookSoon(), lookMs);
    this.#stop = () => {
      watcher.close();
      clearInterval(timer);
    };
    this.#lookSoon();
  }

  /** Reads what is there by now, and nothing after that. */
  async close(): Promise<void> {
    this.#stop();
    this.#lookSoon();
    await this.#last;
    this.#isClosed = true;
  }

  /** One look at a time, and one more that takes in all that happens meanwhile. */
  #lookSoon(): void {
    if (this.#isWaiting || this.#isClosed) return;
    this.#isWaiting = true;
    this.#last = this.#last.then(async () => {
      this.#isWaiting = false;
      await this.#look().catch(this.#parts.onError);
    });
  }

  async #look(): Promise<void> {
    const { lines } = await this.#lines.read();
    for (const line of lines) this.#parts.onLine(line);
  }
}
