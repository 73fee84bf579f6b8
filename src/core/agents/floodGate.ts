import type { ProcessRequest } from '../base/runProcess.ts';
import { isCancellation, SwarmError } from '../base/swarmError.ts';

type Stream = Parameters<NonNullable<ProcessRequest['onOutput']>>[1];

/** Ends a program that sends more than anybody wants to read. */
export class FloodGate {
  readonly #limits: Readonly<Record<Stream, number>>;
  readonly #seen: Record<Stream, number> = { stdout: 0, stderr: 0 };
  readonly #controller = new AbortController();

  /** @param limits in bytes. */
  constructor(limits: Readonly<Record<Stream, number>>) {
    this.#limits = limits;
  }

  /** Fires when a limit is passed. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  count(chunk: Buffer, stream: Stream): void {
    this.#seen[stream] += chunk.length;
    if (this.#seen[stream] > this.#limits[stream]) this.#controller.abort();
  }

  /** @throws {SwarmError} `process` when the work was ended for that reason; else its own error. */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!this.signal.aborted || !isCancellation(error)) throw error;
      throw new SwarmError('process', 'sent more than anybody wants to read', error);
    }
  }
}
