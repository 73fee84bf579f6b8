import type {
  Availability,
  SwarmClient,
  SwarmMode,
  TaskListener,
  TaskSource,
} from '../protocol/swarmClient.ts';
import type { OpenRunner } from './runnerLink.ts';
import { type RunnerCommand, runnerProcesses, type Spawn } from './runnerProcess.ts';
import { RunnerWorker } from './runnerWorker.ts';

/** Workers as child processes of this one, on this machine. */
export class LocalSwarmClient implements SwarmClient {
  readonly backend = 'local';
  readonly mode: SwarmMode;
  readonly #open: OpenRunner;
  #workers: RunnerWorker[] = [];

  constructor(runner: RunnerCommand, mode: SwarmMode, spawn?: Spawn) {
    this.#open = runnerProcesses(runner, spawn);
    this.mode = mode;
  }

  async isAvailable(): Promise<Availability> {
    return { available: true, detail: 'processes on this machine' };
  }

  async spawnWorkers(count: number): Promise<readonly string[]> {
    const number = this.mode === 'sequential' ? 1 : count;
    for (let index = this.#workers.length + 1; index <= number; index += 1) {
      const worker = new RunnerWorker(`local-worker-${index}`, this.#open);
      worker.start();
      this.#workers.push(worker);
    }
    return this.#workers.map((worker) => worker.id);
  }

  async executeBatch(
    source: TaskSource,
    listener: TaskListener,
    signal: AbortSignal,
  ): Promise<void> {
    await Promise.all(this.#workers.map((worker) => this.#work(worker, source, listener, signal)));
  }

  async closeWorkers(): Promise<void> {
    const workers = this.#workers;
    this.#workers = [];
    await Promise.all(workers.map((worker) => worker.close()));
  }

  async #work(
    worker: RunnerWorker,
    source: TaskSource,
    listener: TaskListener,
    signal: AbortSignal,
  ): Promise<void> {
    for (;;) {
      const order = await source.take(worker.id);
      if (order === undefined) return;
      const onEvent = listener.event.bind(listener, order.orderId);
      const stop = order.signal === undefined ? signal : AbortSignal.any([signal, order.signal]);
      const outcome = await worker.run(order, onEvent, stop);
      await listener.settled(order.orderId, worker.id, outcome);
    }
  }
}
