import { Semaphore } from '../core/base/semaphore.ts';
import { SwarmError } from '../core/base/swarmError.ts';

/** So many calls may wait for an answer at once: those beyond are refused. */
const mostCalls = 100;

/** So many of them may work at once: each may start a few programs. */
const mostAtWork = 4;

/** Keeps a flood of calls from starting a flood of processes. */
export class CallGate {
  readonly #atWork = new Semaphore(mostAtWork);
  readonly #idle = new Set<() => void>();
  #calls = 0;

  /**
   * Lets a call in. It counts from now to its end.
   * @throws {SwarmError} `unavailable` when there are too many.
   */
  async enter<T>(call: () => Promise<T>): Promise<T> {
    if (this.#calls >= mostCalls) {
      const advice = 'call again when some of them have been answered';
      throw new SwarmError('unavailable', `More than ${mostCalls} calls at once; ${advice}.`);
    }
    this.#calls += 1;
    try {
      return await call();
    } finally {
      this.#calls -= 1;
      if (this.#calls === 0) this.#tellIdle();
    }
  }

  /** Does the part of a call that works, in its turn; waiting for a run is no work. */
  work<T>(work: () => Promise<T>): Promise<T> {
    return this.#atWork.run(work);
  }

  /** Settles when no call is waiting for its answer. */
  async untilIdle(): Promise<void> {
    if (this.#calls > 0) await new Promise<void>((resolve) => this.#idle.add(resolve));
  }

  #tellIdle(): void {
    for (const resolve of this.#idle) resolve();
    this.#idle.clear();
  }
}
