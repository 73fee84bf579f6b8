import { SwarmError } from '../base/swarmError.ts';
import type { SwarmClient } from '../protocol/swarmClient.ts';

/** Said whenever another backend takes over; `from` is undefined at the start. */
export type OnBackend = (
  from: SwarmClient | undefined,
  to: SwarmClient,
  reason: string,
) => Promise<void>;

/** The backends from the best to the last resort, and the one that is in use. */
export class BackendLadder {
  readonly #rungs: readonly SwarmClient[];
  readonly #onBackend: OnBackend;
  #current: SwarmClient | undefined;

  constructor(rungs: readonly SwarmClient[], onBackend: OnBackend) {
    this.#rungs = rungs;
    this.#onBackend = onBackend;
  }

  get current(): SwarmClient | undefined {
    return this.#current;
  }

  get hasBetter(): boolean {
    return this.#current !== this.#rungs[0];
  }

  /**
   * Takes the best backend that is available, below `after` when that is given.
   * @throws {SwarmError} `unavailable` when there is none, with the reason of each.
   */
  async descend(signal: AbortSignal, after?: SwarmClient, why = ''): Promise<SwarmClient> {
    const reasons: string[] = why === '' ? [] : [why];
    const expected: string[] = [];
    const below = after === undefined ? this.#rungs : this.#rungs.slice(this.#place(after) + 1);
    for (const rung of below) {
      const availability = await rung.isAvailable(signal);
      if (availability.available) return this.#change(rung, reasons.join('; '));
      const reason = `${rung.backend}: ${availability.reason}`;
      (availability.isExpected ? expected : reasons).push(reason);
    }
    const all = [...reasons, ...expected].join('; ');
    throw new SwarmError('unavailable', `No worker can be started. ${all}`);
  }

  /** A better backend that is available now, or undefined. */
  async findBetter(signal: AbortSignal): Promise<SwarmClient | undefined> {
    const current = this.#current;
    if (current === undefined) return undefined;
    for (const rung of this.#rungs.slice(0, this.#place(current))) {
      if ((await rung.isAvailable(signal)).available) return rung;
    }
    return undefined;
  }

  async climb(to: SwarmClient): Promise<void> {
    await this.#change(to, 'it is available again');
  }

  #place(client: SwarmClient): number {
    return this.#rungs.indexOf(client);
  }

  async #change(to: SwarmClient, reason: string): Promise<SwarmClient> {
    const from = this.#current;
    this.#current = to;
    await this.#onBackend(from, to, reason);
    return to;
  }
}
