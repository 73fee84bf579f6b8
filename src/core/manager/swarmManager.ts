import type { RulesToAvoid } from '../agents/trackRecord/rulesToAvoid.ts';
import type { Logger } from '../base/logger.ts';
import { messageOf, SwarmError, throwIfCancelled } from '../base/swarmError.ts';
import type { Repository } from '../git/repository.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';
import type { Issue } from '../protocol/issue.ts';
import type { AgentSettings } from '../protocol/settings.ts';
import type { SwarmClient, TaskListener, TaskOrder, TaskOutcome } from '../protocol/swarmClient.ts';
import type { SwarmTask } from '../protocol/swarmTask.ts';
import type { CheckJob, FixJob, ResultFile } from '../protocol/taskFile.ts';
import { BackendLadder } from './backendLadder.ts';
import { ClimbWatch } from './climbWatch.ts';
import { EditorFixes, type EditorFixProvider } from './editorFixes.ts';
import type { HostAgentProvider } from './hostAnswers.ts';
import { type NewOrder, OrderDesk } from './orderDesk.ts';
import { OrderQueue } from './orderQueue.ts';
import { RateLimits } from './rateLimits.ts';
import type { RunControl } from './runControl.ts';
import { RunnerNews } from './runnerNews.ts';
import type { RunRecorder } from './runRecorder.ts';
import { settleResult } from './settleResult.ts';
import { SpendingWatch } from './spendingWatch.ts';
import type { StartTimer } from './startTimer.ts';
import { type StopCause, unbegunReason } from './stopCause.ts';
import type { SwarmListener } from './swarmEvent.ts';

/** A task whose worker was lost is tried once more, then given up. */
const attemptsAtMost = 2;

export interface SwarmManagerParts {
  readonly repository: Repository;
  /** The folder that the worktree slots are in. */
  readonly slotsRoot: string;
  /** From the best backend to the last resort. */
  readonly clients: readonly SwarmClient[];
  readonly recorder: RunRecorder;
  readonly listener: SwarmListener;
  readonly log: Logger;
  /** Rules that are not worth a try, by the ids of agents. */
  readonly avoidFor?: ((issues: readonly Issue[]) => RulesToAvoid) | undefined;
  /** Undefined where there is no editor to ask. */
  readonly editorFixes?: EditorFixProvider | undefined;
  /** The same for agents that live in the host. */
  readonly hostAgents?: HostAgentProvider | undefined;
  readonly startTimer?: StartTimer;
}

/** Gives work to the best backend there is, and writes down what came of it. */
export class SwarmManager implements RunControl {
  readonly #parts: SwarmManagerParts;
  readonly #ladder: BackendLadder;
  readonly #queue: OrderQueue;
  readonly #limits: RateLimits;
  readonly #stop = new AbortController();
  readonly #desk: OrderDesk;
  readonly #news: RunnerNews;
  readonly #knownSources = new Set<string>();
  /** How often a worker was lost that had begun, by order; checks are orders too. */
  readonly #losses = new Map<string, number>();
  /** Stops a task that has not ended yet, by its id. */
  readonly #stops = new Map<string, AbortController>();
  /** Who is on it, by order. */
  readonly #workers = new Map<string, string>();
  #serving: Promise<void> = Promise.resolve();
  #failure: unknown;
  readonly #climbing: ClimbWatch;
  #orderCount = 0;
  /** Undefined as long as tasks are begun. */
  #stopCause: StopCause | undefined;

  constructor(parts: SwarmManagerParts) {
    this.#parts = parts;
    const { recorder, log } = parts;
    this.#queue = new OrderQueue(parts.startTimer);
    this.#limits = new RateLimits({ queue: this.#queue, recorder, log });
    const onSpent = this.stopStarting.bind(this);
    const spending = new SpendingWatch({ recorder, log, onSpent });
    const signalFor = (orderId: string): AbortSignal => this.#signalFor(orderId);
    const hostAgents = parts.hostAgents;
    this.#news = new RunnerNews({
      ...{ recorder, log, limits: this.#limits, spending, hostAgents, signalFor },
    });
    this.#desk = new OrderDesk({ ...parts, editorFixes: new EditorFixes(parts.editorFixes) });
    this.#ladder = new BackendLadder(parts.clients, (from, to, reason) =>
      this.#onBackend(from, to, reason),
    );
    this.#climbing = new ClimbWatch({
      ...{ ladder: this.#ladder, log: parts.log, startTimer: parts.startTimer },
      signal: this.#stop.signal,
      onClimb: () => this.#queue.pause(),
    });
  }

  get isParallel(): boolean {
    return this.#ladder.current?.mode === 'parallel';
  }

  get runId(): string {
    return this.#parts.recorder.record.runId;
  }

  /** True once {@link stopStarting} was called. */
  get isStopping(): boolean {
    return this.#stopCause !== undefined;
  }

  /** Begins no further task; those at work come to their end. The first cause is the one that counts. */
  stopStarting(cause: StopCause): void {
    this.#stopCause ??= cause;
    for (const taskId of this.#stops.keys()) this.#queue.drop(taskId);
  }

  get isPaused(): boolean {
    return this.#queue.isHeld;
  }

  cancelTask(taskId: string): boolean {
    const stop = this.#stops.get(taskId);
    if (stop === undefined) return false;
    stop.abort();
    this.#queue.drop(taskId);
    return true;
  }

  async pause(): Promise<void> {
    this.#queue.hold();
    await this.#parts.recorder.append({ event: 'paused' });
  }

  async resume(): Promise<void> {
    await this.#parts.recorder.append({ event: 'resumed' });
    this.#queue.release();
  }

  /** @throws {SwarmError} `unavailable` when no backend can be used. */
  async initialize(): Promise<void> {
    await this.#ladder.descend(this.#stop.signal);
    this.#serving = this.#serve();
    if (this.#parts.clients.length > 1) this.#climbing.begin();
  }

  /**
   * Runs all tasks to their end. What came of them is in the journal afterwards.
   * @throws {SwarmError} `cancelled` when it was stopped; what had ended by then is kept.
   */
  async executeFixes(
    tasks: readonly SwarmTask[],
    base: string,
    agents: readonly AgentSettings[],
  ): Promise<void> {
    await Promise.all(tasks.map((task) => this.#fix(task, base, agents)));
    this.#throwFailure();
    throwIfCancelled(this.#stop.signal);
  }

  /**
   * What the checkers say about the whole project at a commit.
   * @throws {SwarmError} `checker` when that cannot be found out, `cancelled` when it was stopped.
   */
  async check(commit: string): Promise<readonly Diagnostic[]> {
    return (await this.survey(commit, [])).diagnostics;
  }

  /** The same, and for each subject whether a checker would report its problems. */
  async survey(
    commit: string,
    subjects: CheckJob['subjects'],
  ): Promise<Pick<ResultFile, 'diagnostics' | 'claimed' | 'checkers'>> {
    this.#orderCount += 1;
    const orderId = `check-${this.#orderCount}`;
    const outcome = await this.#submit(
      orderId,
      { kind: 'check', inPlace: false, subjects },
      commit,
    );
    this.#throwFailure();
    const result = resultOf(outcome);
    for (const { source } of result.diagnostics) this.#knownSources.add(source);
    return result;
  }

  /** Stops what runs; everything that has ended is kept. */
  cancel(): void {
    this.#queue.close(true);
    this.#stop.abort();
  }

  /** Ends all workers. */
  async shutdown(): Promise<void> {
    this.#climbing.close();
    this.#queue.close(true);
    try {
      await this.#serving;
    } finally {
      this.#stop.abort();
      for (const client of this.#parts.clients) await client.closeWorkers();
    }
  }

  async #fix(task: SwarmTask, base: string, agents: readonly AgentSettings[]): Promise<void> {
    const { verify, note } = this.#parts.recorder.record.options;
    const words = note === undefined ? {} : { note };
    const avoid = this.#parts.avoidFor?.(task.issues) ?? {};
    const job: FixJob = { kind: 'fix', task, agents, verify, ...words, avoid };
    const stop = new AbortController();
    if (this.isStopping) return this.#settleTask(task, { kind: 'cancelled' }, stop.signal);
    this.#stops.set(task.taskId, stop);
    try {
      const outcome = await this.#submit(task.taskId, job, base, stop.signal);
      await this.#settleTask(task, outcome, stop.signal);
    } finally {
      this.#stops.delete(task.taskId);
    }
  }

  async #submit(
    orderId: string,
    job: FixJob | CheckJob,
    base: string,
    signal = this.#stop.signal,
  ): Promise<TaskOutcome> {
    throwIfCancelled(this.#stop.signal);
    return new Promise((resolve) => {
      this.#queue.add({
        orderId,
        prepare: (workerId) => this.#prepare({ orderId, job, base, workerId, signal }),
        settle: resolve,
      });
    });
  }

  async #prepare(order: Omit<NewOrder, 'knownSources'>): Promise<TaskOrder> {
    const { orderId, workerId } = order;
    this.#workers.set(orderId, workerId);
    this.#tell(orderId, 'begun');
    const knownSources = [...this.#knownSources].sort();
    try {
      const written = await this.#desk.write({ ...order, knownSources });
      if (order.job.kind === 'fix') {
        const { recorder } = this.#parts;
        await recorder.append({ event: 'task', taskId: orderId, change: 'started', workerId });
      }
      return written;
    } catch (error) {
      this.#tell(orderId, 'ended');
      throw error;
    }
  }

  #tell(orderId: string, state: 'begun' | 'ended'): void {
    const workerId = this.#workers.get(orderId) ?? '';
    const at = new Date().toISOString();
    this.#parts.listener({ type: 'order', at, workerId, orderId, state });
  }

  async #serve(): Promise<void> {
    for (;;) {
      const client = this.#ladder.current;
      if (client === undefined) return;
      try {
        await client.executeBatch(this.#queue, this.#listenerFor(client), this.#stop.signal);
        if (this.#ladder.current === client) return;
      } catch (error) {
        if (!(await this.#fallFrom(client, error))) return;
      }
      this.#queue.resume();
    }
  }

  async #fallFrom(client: SwarmClient, error: unknown): Promise<boolean> {
    this.#parts.log.debug(`${client.backend} failed: ${messageOf(error)}`);
    try {
      await client.closeWorkers();
      await this.#ladder.descend(this.#stop.signal, client, messageOf(error));
      return true;
    } catch (failure) {
      this.#failure = failure;
      this.#queue.close(true);
      return false;
    }
  }

  #signalFor(orderId: string): AbortSignal {
    const own = this.#stops.get(orderId)?.signal;
    return own === undefined ? this.#stop.signal : AbortSignal.any([own, this.#stop.signal]);
  }

  #listenerFor(client: SwarmClient): TaskListener {
    return {
      event: (orderId, event) => {
        this.#news.hear(orderId, event);
        const workerId = this.#workers.get(orderId) ?? '';
        this.#parts.listener({ type: 'runner', workerId, orderId, event });
      },
      settled: async (orderId, workerId, outcome) => {
        this.#tell(orderId, 'ended');
        if (outcome.kind === 'lost') await this.#onLost(client, orderId, workerId, outcome);
        else if (!(await this.#putOff(orderId, workerId, outcome))) {
          this.#queue.settle(orderId, outcome);
        }
      },
    };
  }

  /** @returns false when the order has come to its end. */
  async #putOff(orderId: string, workerId: string, outcome: TaskOutcome): Promise<boolean> {
    const stop = this.#stops.get(orderId)?.signal;
    if (outcome.kind !== 'finished' || stop === undefined) return false;
    const { result } = outcome;
    if (result.outcome === 'limited') this.#limits.keep(orderId, result);
    else this.#limits.ended(orderId);
    if (result.outcome !== 'limited' || stop.aborted || this.isStopping) return false;
    return this.#limits.putOff(orderId, workerId);
  }

  async #onLost(
    client: SwarmClient,
    orderId: string,
    workerId: string,
    { reason, isUnbegun = false }: Extract<TaskOutcome, { kind: 'lost' }>,
  ): Promise<void> {
    const { recorder, log } = this.#parts;
    log.warn(`${workerId} (${client.backend}) was lost over ${orderId}: ${reason}`);
    await recorder.append({ event: 'task', taskId: orderId, change: 'lost', workerId, reason });
    const losses = (this.#losses.get(orderId) ?? 0) + (isUnbegun ? 0 : 1);
    this.#losses.set(orderId, losses);
    if (losses < attemptsAtMost) this.#queue.putBack(orderId);
    else this.#queue.settle(orderId, { kind: 'lost', reason });
  }

  async #settleTask(task: SwarmTask, outcome: TaskOutcome, stop: AbortSignal): Promise<void> {
    const { recorder, repository } = this.#parts;
    const { taskId } = task;
    const result = this.#resultFor(taskId, outcome, stop);
    if (result !== undefined) {
      await settleResult(repository, recorder, task, result);
    } else if (outcome.kind === 'lost') {
      const reason = `its worker was lost twice: ${outcome.reason}`;
      await recorder.append({ event: 'task', taskId, change: 'failed', reason });
    } else {
      const reason = stop.aborted ? 'stopped while its run went on' : this.#whyStopped();
      await recorder.append({ event: 'task', taskId, change: 'cancelled', reason });
    }
  }

  /** What an attempt has come to; where it came to nothing by itself, what one before has come to. */
  #resultFor(taskId: string, outcome: TaskOutcome, stop: AbortSignal): ResultFile | undefined {
    const result = outcome.kind === 'finished' ? outcome.result : undefined;
    const isCalledOff = stop.aborted || this.#stop.signal.aborted;
    if (result?.outcome === 'done' || isCalledOff) return result;
    return this.#limits.keptOf(taskId) ?? result;
  }

  #whyStopped(): string {
    const cause = this.#stop.signal.aborted ? undefined : this.#stopCause;
    return cause === undefined ? 'stopped' : unbegunReason(cause);
  }

  async #onBackend(from: SwarmClient | undefined, to: SwarmClient, reason: string): Promise<void> {
    const { recorder, log } = this.#parts;
    const workers = await to.spawnWorkers(recorder.record.options.workers, this.#stop.signal);
    this.#queue.limitTo(workers.length);
    const { backend, mode } = to;
    await recorder.append({ event: 'backend', backend, mode, workers: workers.length });
    if (from === undefined && reason === '') return;
    log.info(`${from?.backend ?? 'start'} → ${backend}: ${reason}`);
    const at = new Date().toISOString();
    const change = { at, from: from?.backend ?? 'none', to: backend, reason };
    await recorder.append({ event: 'mode', change });
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}

function resultOf(outcome: TaskOutcome): ResultFile {
  if (outcome.kind === 'cancelled') throw new SwarmError('cancelled', 'Cancelled.');
  if (outcome.kind === 'lost') {
    throw new SwarmError('checker', `The checkers' worker was lost: ${outcome.reason}`);
  }
  const { result } = outcome;
  if (result.outcome === 'error') throw new SwarmError('checker', result.error);
  return result;
}
