import { messageOf } from '../../base/swarmError.ts';
import { causeOf } from '../../mahavishnu/causeOf.ts';
import type { McpSession } from '../../mahavishnu/mcpSession.ts';
import { plainWords } from '../../mahavishnu/toolAnswer.ts';

/** A question without an answer may be bad luck; two are an outage. */
const failuresAtMost = 2;

export interface ServerWatchParts {
  readonly session: McpSession;
  /** For an answer: a server may be busy with one call for seconds, and answers nobody meanwhile. */
  readonly pingMs: number;
  /** Between two questions. */
  readonly pauseMs: number;
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
    this.#askSoon(parts.pauseMs);
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
    const { session, pingMs: timeoutMs, pauseMs, onOutage } = this.#parts;
    const { signal } = this.#stop;
    try {
      await session.ping({ timeoutMs, signal });
      this.#failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      this.#failures += 1;
      if (this.#failures >= failuresAtMost) {
        onOutage(plainWords(messageOf(causeOf(error))));
        return;
      }
    }
    if (!signal.aborted) this.#askSoon(this.#failures > 0 ? 0 : pauseMs);
  }
}
