import { type ChildProcess, spawn as nodeSpawn, type SpawnOptions } from 'node:child_process';
import { createInterface } from 'node:readline';
import { BoundedOutput } from '../base/boundedOutput.ts';
import { killTree } from '../base/killTree.ts';
import { messageOf } from '../base/swarmError.ts';
import type { TaskOrder, TaskOutcome } from '../protocol/swarmClient.ts';
import type { RunnerEvent } from '../protocol/taskFile.ts';
import { TaskFolder } from '../runner/taskFolder.ts';
import { cancelLine, parseWorkerMessage } from '../runner/workerProtocol.ts';
import { RunningProcesses } from './runningProcesses.ts';

/** How to start the task runner as a warm worker. */
export interface RunnerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export type Spawn = (
  command: string,
  args: readonly string[],
  options: SpawnOptions,
) => ChildProcess;

/** A job minds its own time limit; this much later, it is taken to hang. */
const graceMs = 30_000;

/** How long a cancelled job may take to put its things in order. */
const cancelGraceMs = 5_000;

interface Job {
  readonly order: TaskOrder;
  readonly onEvent: (event: RunnerEvent) => void;
  readonly end: (reason: string) => void;
}

/** One worker process that runs one job after the other, and is started anew when it has died. */
export class LocalWorker {
  readonly id: string;
  readonly #runner: RunnerCommand;
  readonly #spawn: Spawn;
  readonly #processes = new RunningProcesses();
  #child: ChildProcess | undefined;
  #complaints = new BoundedOutput(4096);
  #job: Job | undefined;

  constructor(id: string, runner: RunnerCommand, spawn: Spawn = nodeSpawn) {
    this.id = id;
    this.#runner = runner;
    this.#spawn = spawn;
  }

  /** Runs one job to its end; the outcome is what its folder says, not what the process says. */
  async run(
    order: TaskOrder,
    onEvent: (event: RunnerEvent) => void,
    signal: AbortSignal,
  ): Promise<TaskOutcome> {
    if (signal.aborted) return { kind: 'cancelled' };
    const reason = await this.#waitForEnd(order, onEvent, signal);
    const outcome = await readOutcome(order, reason);
    return outcome.kind === 'lost' && signal.aborted ? { kind: 'cancelled' } : outcome;
  }

  /** Starts the process ahead of its first job. */
  start(): void {
    this.#child ??= this.#spawnRunner();
  }

  /** Ends the process and all that it started. */
  async close(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.stdin?.end();
    const timer = setTimeout(() => this.#kill(), cancelGraceMs);
    await gone;
    clearTimeout(timer);
  }

  #waitForEnd(
    order: TaskOrder,
    onEvent: (event: RunnerEvent) => void,
    signal: AbortSignal,
  ): Promise<string> {
    return new Promise((resolve) => {
      const overdue = setTimeout(() => this.#kill(), order.timeoutSeconds * 1000 + graceMs);
      let cancelTimer: NodeJS.Timeout | undefined;
      const cancel = (): void => {
        this.#child?.stdin?.write(`${cancelLine}\n`);
        cancelTimer = setTimeout(() => this.#kill(), cancelGraceMs);
      };
      const end = (reason: string): void => {
        clearTimeout(overdue);
        clearTimeout(cancelTimer);
        signal.removeEventListener('abort', cancel);
        this.#job = undefined;
        resolve(reason);
      };
      this.#job = { order, onEvent, end };
      signal.addEventListener('abort', cancel, { once: true });
      this.start();
      this.#child?.stdin?.write(`${order.directory}\n`);
    });
  }

  #spawnRunner(): ChildProcess {
    this.#complaints = new BoundedOutput(4096);
    const child = this.#spawn(this.#runner.command, this.#runner.args, {
      env: { ...process.env, ...this.#runner.env },
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    child.stdin?.on('error', () => undefined); // Its end is seen below, with the reason.
    child.stderr?.on('data', (chunk: Buffer) => this.#complaints.push(chunk));
    child.once('error', (error) => this.#onEnd(child, `it cannot be started: ${messageOf(error)}`));
    child.once('close', (code, signal) => this.#onEnd(child, describeEnd(code, signal)));
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on('line', (line) => this.#onLine(line));
    }
    return child;
  }

  #onLine(line: string): void {
    const message = parseWorkerMessage(line);
    if (message === undefined) return;
    if (message.type === 'ended') {
      if (message.directory === this.#job?.order.directory)
        this.#job.end('it said that it is done');
      return;
    }
    this.#processes.note(message.event);
    this.#job?.onEvent(message.event);
  }

  #onEnd(child: ChildProcess, how: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#processes.endAll();
    const lastWords = this.#complaints.bytes().toString().trim().split('\n').at(-1) ?? '';
    this.#job?.end(lastWords === '' ? how : `${how}: ${lastWords}`);
  }

  #kill(): void {
    const pid = this.#child?.pid;
    if (pid !== undefined) killTree(pid);
  }
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`;
}

async function readOutcome(order: TaskOrder, reason: string): Promise<TaskOutcome> {
  try {
    const result = await new TaskFolder(order.directory).readResult();
    if (result === undefined) return { kind: 'lost', reason };
    return result.outcome === 'cancelled' ? { kind: 'cancelled' } : { kind: 'finished', result };
  } catch (error) {
    return { kind: 'lost', reason: messageOf(error) };
  }
}
