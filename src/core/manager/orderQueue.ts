import type { TaskOrder, TaskOutcome, TaskSource } from '../protocol/swarmClient.ts';

/** Work that waits for a worker; it is made into an order when one takes it. */
export interface QueuedWork {
  readonly orderId: string;
  /** Writes the task folder for the worker that takes it. */
  prepare(workerId: string): Promise<TaskOrder>;
  /** Called once, whatever happens. */
  settle(outcome: TaskOutcome): void;
}

type Taker = (work: QueuedWork | undefined) => void;

/** Hands out work in order; settles everything that waits when it is closed. */
export class OrderQueue implements TaskSource {
  readonly #waiting: QueuedWork[] = [];
  readonly #taken = new Map<string, QueuedWork>();
  readonly #takers: Taker[] = [];
  #isPaused = false;
  #isHeld = false;
  #isClosed = false;

  /** How many wait. */
  get length(): number {
    return this.#waiting.length;
  }

  /** True while nothing is handed out; see {@link hold}. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  add(work: QueuedWork): void {
    if (this.#isClosed) work.settle({ kind: 'cancelled' });
    else this.#offer(work, 'last');
  }

  async take(workerId: string, away?: AbortSignal): Promise<TaskOrder | undefined> {
    for (;;) {
      const work = await this.#next(away);
      if (work === undefined) return undefined;
      this.#taken.set(work.orderId, work);
      try {
        return await work.prepare(workerId);
      } catch (error) {
        this.#taken.delete(work.orderId);
        work.settle({ kind: 'lost', reason: String(error) });
      }
    }
  }

  settle(orderId: string, outcome: TaskOutcome): void {
    const work = this.#taken.get(orderId);
    this.#taken.delete(orderId);
    work?.settle(outcome);
  }

  /** Puts work that a lost worker had back to the front. */
  putBack(orderId: string): void {
    const work = this.#taken.get(orderId);
    this.#taken.delete(orderId);
    if (work === undefined) return;
    if (this.#isClosed) work.settle({ kind: 'cancelled' });
    else this.#offer(work, 'first');
  }

  /** Sends everybody who asks for work away, until {@link resume}: another backend takes over. */
  pause(): void {
    this.#isPaused = true;
    for (const taker of this.#takers.splice(0)) taker(undefined);
  }

  resume(): void {
    this.#isPaused = false;
  }

  /** Lets everybody who asks for work wait until {@link release}. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    for (const work of this.#waiting.splice(0)) this.#offer(work, 'last');
  }

  /** Settles work as cancelled that nobody has taken yet. */
  drop(orderId: string): void {
    const index = this.#waiting.findIndex((work) => work.orderId === orderId);
    if (index < 0) return;
    for (const work of this.#waiting.splice(index, 1)) work.settle({ kind: 'cancelled' });
  }

  /** No more work will come; what waits is settled as cancelled when `drop` is set. */
  close(drop: boolean): void {
    this.#isClosed = true;
    if (drop) for (const work of this.#waiting.splice(0)) work.settle({ kind: 'cancelled' });
    if (this.#waiting.length === 0) for (const taker of this.#takers.splice(0)) taker(undefined);
  }

  #sendAway(taker: Taker): void {
    const index = this.#takers.indexOf(taker);
    if (index >= 0) this.#takers.splice(index, 1);
    taker(undefined);
  }

  #offer(work: QueuedWork, where: 'first' | 'last'): void {
    // Who came last has worked last: its checkers are still warm.
    const taker = this.#isHeld ? undefined : this.#takers.pop();
    if (taker !== undefined) taker(work);
    else if (where === 'first') this.#waiting.unshift(work);
    else this.#waiting.push(work);
  }

  async #next(away?: AbortSignal): Promise<QueuedWork | undefined> {
    if (this.#isPaused || away?.aborted) return undefined;
    const work = this.#isHeld ? undefined : this.#waiting.shift();
    if (work !== undefined || this.#isClosed) return work;
    return new Promise((resolve) => {
      this.#takers.push(resolve);
      away?.addEventListener('abort', () => this.#sendAway(resolve), { once: true });
    });
  }
}
