import type { Logger } from '../base/logger.ts';
import type { BackendLadder } from './backendLadder.ts';
import { type StartTimer, startRealTimer } from './startTimer.ts';

/** First and longest pause between two looks at a better backend. */
const delayMs = { first: 5_000, longest: 120_000 };

export interface ClimbWatchParts {
  readonly ladder: BackendLadder;
  /** Called when a better one is in use. */
  readonly onClimb: () => void;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly startTimer?: StartTimer | undefined;
}

/** Looks from time to time whether a better backend can be had. */
export class ClimbWatch {
  readonly #parts: ClimbWatchParts;
  readonly #startTimer: StartTimer;
  #stopTimer: () => void = () => undefined;

  constructor(parts: ClimbWatchParts) {
    this.#parts = parts;
    this.#startTimer = parts.startTimer ?? startRealTimer;
  }

  begin(): void {
    this.#lookAfter(delayMs.first);
  }

  close(): void {
    this.#stopTimer();
  }

  #lookAfter(ms: number): void {
    this.#stopTimer = this.#startTimer(() => {
      this.#look(ms).catch((error: unknown) =>
        this.#parts.log.error('The backends could not be looked at', error),
      );
    }, ms);
  }

  async #look(ms: number): Promise<void> {
    const { ladder, onClimb, signal } = this.#parts;
    if (signal.aborted) return;
    const better = ladder.hasBetter ? await ladder.findBetter(signal) : undefined;
    if (better !== undefined) {
      await ladder.climb(better);
      onClimb();
    }
    // Longer each time: one that fails again and again must not hold the run up again and again.
    this.#lookAfter(Math.min(ms * 2, delayMs.longest));
  }
}
