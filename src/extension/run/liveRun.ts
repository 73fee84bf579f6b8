import type { RunControl } from '../../core/manager/runControl.ts';
import type { SwarmEvent } from '../../core/manager/swarmEvent.ts';
import { WorkerBoard, type WorkerRow } from '../../core/manager/workerBoard.ts';

/** A run of this window, while it goes on. */
export class LiveRun {
  readonly #abort = new AbortController();
  readonly #board = new WorkerBoard();
  #control: RunControl | undefined;
  #phase = '';

  /** Fires when somebody has cancelled the run. */
  readonly signal: AbortSignal;

  /** @param signal of whoever has started it, to cancel it with. */
  constructor(signal?: AbortSignal) {
    const own = this.#abort.signal;
    this.signal = signal === undefined ? own : AbortSignal.any([own, signal]);
  }

  /** Empty until the run has begun. */
  get runId(): string {
    return this.#control?.runId ?? '';
  }

  /** What the run is about to do, in a few words for a person. */
  get phase(): string {
    return this.#phase;
  }

  get isPaused(): boolean {
    return this.#control?.isPaused ?? false;
  }

  /** What each worker that has something to do does. */
  workers(): readonly WorkerRow[] {
    return this.#board.rows();
  }

  /** Takes the handle that the core gives out when the run has begun. */
  attach(control: RunControl): void {
    this.#control = control;
  }

  /** @returns true when a view shows something else now. */
  follow(event: SwarmEvent): boolean {
    if (event.type === 'phase') this.#phase = event.text;
    return this.#board.add(event) || event.type === 'phase';
  }

  cancel(): void {
    this.#abort.abort();
  }

  /** @returns false when it neither waits nor runs. */
  cancelTask(taskId: string): boolean {
    return this.#control?.cancelTask(taskId) ?? false;
  }

  /** Lets running tasks end, and starts none. */
  async pause(): Promise<void> {
    await this.#control?.pause();
  }

  async resume(): Promise<void> {
    await this.#control?.resume();
  }
}
