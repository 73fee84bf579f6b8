import type { TaskOrder, TaskOutcome, TaskSource } from '../protocol/swarmClient.ts';
import { Concurrency } from './concurrency.ts';
import { RestingWork } from './restingWork.ts';
import { type StartTimer, startRealTimer } from './startTimer.ts';

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
  readonly #resting: RestingWork;
  readonly #taken = new Map<string, QueuedWork>();
  readonly #takers: Taker[] = [];
  readonly #concurrency = new Concurrency();
  #isPaused = false;
  #isHeld = false;
  #isClosed = false;

  constructor(startTimer: StartTimer = startRealTimer) {
    this.#resting = new RestingWork(startTimer);
  }

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
      try {
        return await work.prepare(workerId);
      } catch (error) {
        this.settle(work.orderId, { kind: 'lost', reason: String(error) });
      }
    }
  }

  settle(orderId: string, outcome: TaskOutcome): void {
    this.#give(orderId)?.settle(outcome);
    this.#handOut();
  }

  /** Puts work that a lost worker had back to the front. */
  putBack(orderId: string): void {
    const work = this.#give(orderId);
    if (work === undefined) return;
    if (this.#isClosed) work.settle({ kind: 'cancelled' });
    else this.#offer(work, 'first');
  }

  /** Puts work that a worker had to the end, and not before so much time has gone by. */
  putOff(orderId: string, ms: number): void {
    const work = this.#give(orderId);
    if (work === undefined) return;
    if (this.#isClosed) work.settle({ kind: 'cancelled' });
    else this.#resting.add(work, ms, () => this.#offer(work, 'last'));
    this.#handOut();
  }

  /** So many workers there are. */
  limitTo(workers: number): void {
    this.#concurrency.limitTo(workers);
    this.#handOut();
  }

  /**
   * Hands out less at once, because who is at work on that order was asked for patience.
   * @returns how many may be at work at once now; undefined when that is as before.
   */
  slowDown(orderId: string): number | undefined {
    const isLower = this.#concurrency.lower(orderId, [...this.#taken.keys()]);
    return isLower ? this.#concurrency.now : undefined;
  }

  /**
   * Hands out one more at once.
   * @returns how many may be at work at once when everybody may be again; else undefined.
   */
  speedUp(): number | undefined {
    const isRaised = this.#concurrency.raise();
    this.#handOut();
    return isRaised && this.#concurrency.isFull ? this.#concurrency.now : undefined;
  }

  /** Sends everybody who asks for work away, until {@link resume}: another backend takes over. */
  pause(): void {
    this.#isPaused = true;
    this.#sendAllAway();
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
    this.#handOut();
  }

  /** Settles work as cancelled that nobody has taken yet. */
  drop(orderId: string): void {
    this.#resting.take(orderId)?.settle({ kind: 'cancelled' });
    const index = this.#waiting.findIndex((work) => work.orderId === orderId);
    if (index < 0) return;
    for (const work of this.#waiting.splice(index, 1)) work.settle({ kind: 'cancelled' });
  }

  /** No more work will come; what waits is settled as cancelled when `drop` is set. */
  close(drop: boolean): void {
    this.#isClosed = true;
    const dropped = drop ? [...this.#waiting.splice(0), ...this.#resting.takeAll()] : [];
    for (const work of dropped) work.settle({ kind: 'cancelled' });
    this.#handOut();
  }

  /** Takes work out of the hands of whoever has it. */
  #give(orderId: string): QueuedWork | undefined {
    const work = this.#taken.get(orderId);
    this.#taken.delete(orderId);
    this.#concurrency.forget(orderId);
    return work;
  }

  #sendAway(taker: Taker): void {
    const index = this.#takers.indexOf(taker);
    if (index >= 0) this.#takers.splice(index, 1);
    taker(undefined);
  }

  #sendAllAway(): void {
    for (const taker of this.#takers.splice(0)) taker(undefined);
  }

  #offer(work: QueuedWork, where: 'first' | 'last'): void {
    if (where === 'first') this.#waiting.unshift(work);
    else this.#waiting.push(work);
    this.#handOut();
  }

  get #mayHandOut(): boolean {
    return !this.#isHeld && this.#takers.length > 0 && this.#concurrency.allows(this.#taken.size);
  }

  #handOut(): void {
    while (this.#mayHandOut) {
      const work = this.#waiting.shift();
      if (work === undefined) break;
      // Counted at once: who has got it may come to know of it only later.
      this.#taken.set(work.orderId, work);
      // Who came last has worked last: its checkers are still warm.
      this.#takers.pop()?.(work);
    }
    if (this.#isClosed && this.#waiting.length + this.#resting.size === 0) this.#sendAllAway();
  }

  async #next(away?: AbortSignal): Promise<QueuedWork | undefined> {
    if (this.#isPaused || away?.aborted) return undefined;
    return new Promise((resolve) => {
      this.#takers.push(resolve);
      away?.addEventListener('abort', () => this.#sendAway(resolve), { once: true });
      this.#handOut();
    });
  }
}
