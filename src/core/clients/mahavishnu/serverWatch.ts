import { messageOf } from '../../base/swarmError.ts';
import type { McpSession } from './mcpSession.ts';
import { plainWords } from './toolAnswer.ts';

/** A server may be busy with one call for seconds, and answers nobody meanwhile. */
const answerMs = 6_000;

const pauseMs = 2_000;

/** A question without an answer may be bad luck; two are an outage. */
const failuresAtMost = 2;

export interface ServerWatchParts {
  readonly session: McpSession;
  /** Told once. */
  readonly onOutage: (reason: string) => void;
}

/** Asks a server again and again whether it is still there. */
export class ServerWatch {
  readonly #parts: ServerWatchParts;
  readonly #stop = new AbortController();
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: ServerWatchParts) {
    this.#parts = parts;
    this.#askSoon(pauseMs);
  }

  close(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  /** Asks at once, because something has gone wrong. */
  askNow(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#askSoon(0);
  }

  #askSoon(delayMs: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#ask();
    }, delayMs);
  }

  async #ask(): Promise<void> {
    const { session, onOutage } = this.#parts;
    const { signal } = this.#stop;
    try {
      await session.ping({ timeoutMs: answerMs, signal });
      this.#failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      this.#failures += 1;
      if (this.#failures >= failuresAtMost) {
        onOutage(plainWords(messageOf(error)));
        return;
      }
    }
    if (!signal.aborted) this.#askSoon(this.#failures > 0 ? 0 : pauseMs);
  }
}
