import type { QueuedWork } from './orderQueue.ts';
import type { StartTimer } from './startTimer.ts';

interface Resting {
  readonly work: QueuedWork;
  readonly stopTimer: () => void;
}

/** Work that is not handed out for a while. */
export class RestingWork {
  readonly #startTimer: StartTimer;
  readonly #resting = new Map<string, Resting>();

  constructor(startTimer: StartTimer) {
    this.#startTimer = startTimer;
  }

  get size(): number {
    return this.#resting.size;
  }

  /** @param onEnd called when the time is over, unless it was taken before. */
  add(work: QueuedWork, ms: number, onEnd: () => void): void {
    const { orderId } = work;
    const stopTimer = this.#startTimer(() => {
      this.#resting.delete(orderId);
      onEnd();
    }, ms);
    this.#resting.set(orderId, { work, stopTimer });
  }

  take(orderId: string): QueuedWork | undefined {
    const resting = this.#resting.get(orderId);
    this.#resting.delete(orderId);
    resting?.stopTimer();
    return resting?.work;
  }

  takeAll(): QueuedWork[] {
    return [...this.#resting.keys()].flatMap((orderId) => this.take(orderId) ?? []);
  }
}
