import { messageOf } from '../base/swarmError.ts';
import type { TaskOrder, TaskOutcome } from '../protocol/swarmClient.ts';
import type { RunnerEvent } from '../protocol/taskFile.ts';
import { TaskFolder } from '../runner/taskFolder.ts';
import { cancelLine, parseWorkerMessage } from '../runner/workerProtocol.ts';
import type { OpenRunner, RunnerLink } from './runnerLink.ts';
import { RunningProcesses } from './runningProcesses.ts';

/** A job minds its own time limit; this much later, it is taken to hang. */
const graceMs = 30_000;

/** How long a cancelled job may take to put its things in order. */
const cancelGraceMs = 5_000;

/** How a job ends that leaves no result. */
type Loss = Extract<TaskOutcome, { kind: 'lost' }>;

interface Job {
  readonly order: TaskOrder;
  readonly onEvent: (event: RunnerEvent) => void;
  readonly end: (loss: Loss) => void;
}

/** A runner that lives, and how to learn of its end. */
interface Living {
  readonly link: RunnerLink;
  readonly gone: Promise<void>;
}

/** One warm runner that does one job after the other, and is started anew when it has died. */
export class RunnerWorker {
  readonly id: string;
  readonly #open: OpenRunner;
  readonly #processes = new RunningProcesses();
  #living: Living | undefined;
  #job: Job | undefined;

  constructor(id: string, open: OpenRunner) {
    this.id = id;
    this.#open = open;
  }

  /** Runs one job to its end; the outcome is what its folder says, not what the runner says. */
  async run(
    order: TaskOrder,
    onEvent: (event: RunnerEvent) => void,
    signal: AbortSignal,
  ): Promise<TaskOutcome> {
    if (signal.aborted) return { kind: 'cancelled' };
    const loss = await this.#waitForEnd(order, onEvent, signal);
    const outcome = await readOutcome(order, loss);
    return outcome.kind === 'lost' && signal.aborted ? { kind: 'cancelled' } : outcome;
  }

  /** Starts the runner ahead of its first job. */
  start(): void {
    this.#living ??= this.#startRunner();
  }

  /** Ends the runner and all that it started. */
  async close(): Promise<void> {
    if (this.#living === undefined) return;
    const { link, gone } = this.#living;
    link.end();
    const timer = setTimeout(() => link.kill(), cancelGraceMs);
    await gone;
    clearTimeout(timer);
  }

  #waitForEnd(
    order: TaskOrder,
    onEvent: (event: RunnerEvent) => void,
    signal: AbortSignal,
  ): Promise<Loss> {
    return new Promise((resolve) => {
      const kill = (): void => this.#living?.link.kill();
      const overdue = setTimeout(kill, order.timeoutSeconds * 1000 + graceMs);
      let cancelTimer: NodeJS.Timeout | undefined;
      const cancel = (): void => {
        this.#living?.link.send(cancelLine);
        cancelTimer = setTimeout(kill, cancelGraceMs);
      };
      const end = (loss: Loss): void => {
        clearTimeout(overdue);
        clearTimeout(cancelTimer);
        signal.removeEventListener('abort', cancel);
        this.#job = undefined;
        resolve(loss);
      };
      this.#job = { order, onEvent, end };
      signal.addEventListener('abort', cancel, { once: true });
      this.start();
      this.#living?.link.send(order.directory);
    });
  }

  #startRunner(): Living {
    let isGone = (): void => undefined;
    const gone = new Promise<void>((resolve) => {
      isGone = resolve;
    });
    const end = (reason: string, isUnbegun: boolean): void => {
      if (this.#living?.link === link) this.#onEnd({ kind: 'lost', reason, isUnbegun });
      isGone();
    };
    const link = this.#open({
      line: (text) => this.#onLine(text),
      ended: (how) => end(how, false),
      neverCame: (why) => end(why, true),
    });
    return { link, gone };
  }

  #onLine(line: string): void {
    const message = parseWorkerMessage(line);
    if (message === undefined) return;
    if (message.type === 'ended') {
      if (message.directory === this.#job?.order.directory)
        this.#job.end({ kind: 'lost', reason: 'it said that it is done' });
      return;
    }
    this.#processes.note(message.event);
    this.#job?.onEvent(message.event);
  }

  #onEnd(loss: Loss): void {
    this.#living = undefined;
    this.#processes.endAll();
    this.#job?.end(loss);
  }
}

async function readOutcome(order: TaskOrder, loss: Loss): Promise<TaskOutcome> {
  try {
    const result = await new TaskFolder(order.directory).readResult();
    if (result === undefined) return loss;
    return result.outcome === 'cancelled' ? { kind: 'cancelled' } : { kind: 'finished', result };
  } catch (error) {
    return { kind: 'lost', reason: messageOf(error) };
  }
}
