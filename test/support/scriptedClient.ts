import type {
  SwarmClient,
  TaskListener,
  TaskOrder,
  TaskSource,
} from '../../src/core/protocol/swarmClient.ts';
import type { ResultFile, RunnerEvent } from '../../src/core/protocol/taskFile.ts';

type News<Event> = Event extends RunnerEvent ? Omit<Event, 'at'> : never;

/** An order in the hands of a worker. */
export interface Attempt {
  readonly orderId: string;
  readonly workerId: string;
  readonly signal: AbortSignal | undefined;
  /** Which attempt at this order it is, from 1. */
  readonly number: number;
  /** Says something about it. */
  readonly say: (news: News<RunnerEvent>) => void;
}

/** What a worker does with an order, up to its result; undefined when it was called off. */
export type Script = (attempt: Attempt) => Promise<ResultFile | undefined>;

/** A backend of this very process, whose workers do as they are told. */
export class ScriptedClient implements SwarmClient {
  readonly backend = 'local';
  readonly mode = 'parallel';
  readonly #workers: readonly string[];
  readonly #script: Script;
  readonly #attempts = new Map<string, number>();
  /** How many orders are at work. */
  atWork = 0;

  constructor(workers: number, script: Script) {
    this.#workers = Array.from({ length: workers }, (_none, index) => `worker-${index + 1}`);
    this.#script = script;
  }

  async isAvailable() {
    return { available: true, detail: 'it is here' } as const;
  }

  async spawnWorkers() {
    return this.#workers;
  }

  async executeBatch(source: TaskSource, listener: TaskListener) {
    await Promise.all(this.#workers.map((worker) => this.#work(worker, source, listener)));
  }

  async closeWorkers() {
    // They are no processes.
  }

  async #work(workerId: string, source: TaskSource, listener: TaskListener): Promise<void> {
    for (;;) {
      const order = await source.take(workerId);
      if (order === undefined) return;
      this.atWork += 1;
      const result = await this.#script(this.#begin(order, workerId, listener));
      this.atWork -= 1;
      const { orderId } = order;
      const outcome =
        result === undefined
          ? ({ kind: 'cancelled' } as const)
          : ({ kind: 'finished', result } as const);
      await listener.settled(orderId, workerId, outcome);
    }
  }

  #begin({ orderId, signal }: TaskOrder, workerId: string, listener: TaskListener): Attempt {
    const number = (this.#attempts.get(orderId) ?? 0) + 1;
    this.#attempts.set(orderId, number);
    const at = new Date().toISOString();
    return {
      ...{ orderId, workerId, signal, number },
      say: (news) => listener.event(orderId, { at, ...news }),
    };
  }
}
