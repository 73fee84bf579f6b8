import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { StartProcess } from '../agents/acp/acpProgram.ts';
import { type Clock, systemClock } from '../base/clock.ts';
import { PipedProcess } from '../base/pipedProcess.ts';
import { identifyProcess } from '../base/processIdentity.ts';
import { createRunProcess, type RunProcess } from '../base/runProcess.ts';
import { isCancellation, messageOf, SwarmError } from '../base/swarmError.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import { WorktreeSlots } from '../git/worktreeSlots.ts';
import type { ResultFile, RunnerEvent, TaskFile } from '../protocol/taskFile.ts';
import type { NewRunnerEvent } from './jobContext.ts';
import { OutskirtsMemory } from './outskirts.ts';
import { runJob } from './runJob.ts';
import { takeServerToken } from './serverToken.ts';
import { TaskFolder } from './taskFolder.ts';
import { WorkbenchPool } from './workbenchPool.ts';
import { cancelLine, type WorkerMessage } from './workerProtocol.ts';

/** Runs jobs one after the other, and keeps checkers warm between them. */
export class Worker {
  readonly #now: Clock;
  readonly #say: (message: WorkerMessage) => void;
  readonly #benches = new WorkbenchPool();
  readonly #outskirts: OutskirtsMemory;
  readonly #serverToken: string;
  /** What is kept warm outlives a job, so the processes it starts are told of by the worker. */
  readonly #run: RunProcess;
  readonly #start: StartProcess;
  #emit: (event: NewRunnerEvent) => void = () => undefined;
  #repository: Repository | undefined;

  /**
   * @param say told what happens, as it happens.
   * @param serverToken for servers that ask for one; empty for none.
   */
  constructor(
    say: (message: WorkerMessage) => void = () => undefined,
    now: Clock = systemClock,
    serverToken = '',
  ) {
    this.#say = say;
    this.#now = now;
    this.#serverToken = serverToken;
    this.#outskirts = new OutskirtsMemory(now);
    const onProcess = (pid: number, alive: boolean): void => {
      const { startedAt } = identifyProcess(pid);
      this.#emit({ event: 'process', pid, startedAt, alive });
    };
    this.#run = createRunProcess({ onProcess });
    this.#start = (program) => new PipedProcess(program, { onProcess });
  }

  /** Runs the job of one folder. Whatever happens, `result.json` is there afterwards. */
  async run(directory: string, cancelled: AbortSignal): Promise<void> {
    const folder = new TaskFolder(directory);
    if ((await folder.readResult()) === undefined) {
      await folder.writeResult(await this.#resultOf(folder, cancelled));
    }
    this.#say({ type: 'ended', directory });
  }

  async dispose(): Promise<void> {
    await this.#benches.dispose();
  }

  async #resultOf(folder: TaskFolder, cancelled: AbortSignal): Promise<ResultFile> {
    let orderId = '';
    try {
      const file = await folder.readTask();
      orderId = file.orderId;
      return { ...emptyResult(orderId), ...(await this.#runJob(folder, file, cancelled)) };
    } catch (error) {
      if (isCancellation(error) && cancelled.aborted) {
        return { ...emptyResult(orderId), outcome: 'cancelled' };
      }
      folder.appendLog(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return { ...emptyResult(orderId), outcome: 'error', error: messageOf(error) };
    }
  }

  async #runJob(folder: TaskFolder, file: TaskFile, cancelled: AbortSignal) {
    const emit = (event: NewRunnerEvent): void => {
      const dated: RunnerEvent = { at: new Date(this.#now()).toISOString(), ...event };
      folder.appendEvent(dated);
      this.#say({ type: 'event', event: dated });
    };
    this.#emit = emit;
    const timeUp = AbortSignal.timeout(file.timeoutSeconds * 1000);
    const repository = await this.#open(file.workingTree);
    const slots = new WorktreeSlots(repository, file.slotsRoot);
    const signal = AbortSignal.any([cancelled, timeUp]);
    const processes = { run: this.#run, start: this.#start };
    const kept = { benches: this.#benches, outskirts: this.#outskirts, ...processes };
    const world = { now: this.#now, emit, cancelled, signal, serverToken: this.#serverToken };
    try {
      return await runJob({ file, folder, repository, slots, ...kept, ...world });
    } catch (error) {
      if (!isCancellation(error) || cancelled.aborted) throw error;
      const words = `The task was stopped after ${file.timeoutSeconds} s, before an agent began`;
      throw new SwarmError('environment', `${words}; allow more time for it.`, error);
    }
  }

  /** Most jobs are about the repository of the last one, which has been looked at by then. */
  async #open(workingTree: string): Promise<Repository> {
    if (this.#repository?.workingTree === workingTree) return this.#repository;
    this.#repository = await openRepository(workingTree);
    return this.#repository;
  }
}

function emptyResult(orderId: string): ResultFile {
  const nothing = { parts: [], diagnostics: [], claimed: [] };
  return { version: 1, orderId, outcome: 'done', error: '', ...nothing };
}

/**
 * A warm worker: task folders come in on `input`, messages go out on `output`, until the input
 * ends. Then the job at hand is stopped, and everything that it started.
 */
export async function serveWorker(input: Readable, output: Writable): Promise<void> {
  const say = (message: WorkerMessage) => output.write(`${JSON.stringify(message)}\n`);
  const worker = new Worker(say, systemClock, takeServerToken());
  let current = new AbortController();
  let queue = Promise.resolve();
  const lines = createInterface({ input });
  lines.on('line', (line) => {
    if (line === cancelLine) {
      current.abort();
      return;
    }
    if (line === '') return;
    // Made at once, so that a word to stop finds it that comes in the same breath.
    const job = new AbortController();
    current = job;
    queue = queue.then(() => worker.run(line, job.signal));
  });
  await new Promise<void>((resolve) => lines.once('close', resolve));
  current.abort();
  await queue;
  await worker.dispose();
}
