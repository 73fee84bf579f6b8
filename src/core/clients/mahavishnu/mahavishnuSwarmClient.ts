import { join } from 'node:path';
import type { Logger } from '../../base/logger.ts';
import { messageOf, SwarmError } from '../../base/swarmError.ts';
import { McpSession } from '../../mahavishnu/mcpSession.ts';
import { type ServerAddress, usualServer } from '../../mahavishnu/serverAddress.ts';
import type {
  Availability,
  SwarmClient,
  TaskListener,
  TaskOrder,
  TaskOutcome,
  TaskSource,
} from '../../protocol/swarmClient.ts';
import { deskRunners } from '../deskRunner.ts';
import type { RunnerCommand } from '../runnerProcess.ts';
import { RunnerWorker } from '../runnerWorker.ts';
import { type NoteTerminal, TerminalBook } from '../terminalBook.ts';
import type { Terminal, Terminals } from '../terminals.ts';
import { endAbandonedTerminals } from './abandonedTerminals.ts';
import { examineServer } from './examineServer.ts';
import { availabilityOf, type ServerHealth } from './serverHealth.ts';
import { ServerWatch } from './serverWatch.ts';

/** How long somebody waits, in milliseconds. */
export interface MahavishnuLimits {
  /** For the first answers. */
  readonly answerMs: number;
  /** For a command to leave its file. */
  readonly probeMs: number;
  /** For an answer while workers are at work. */
  readonly pingMs: number;
  /** Between two such questions. */
  readonly pauseMs: number;
  /** For what is at work when its server is lost: so long it may come to its end. */
  readonly graceMs: number;
}

const usualLimits: MahavishnuLimits = {
  ...{ answerMs: 5_000, probeMs: 10_000 },
  ...{ pingMs: 6_000, pauseMs: 2_000, graceMs: 5_000 },
};

export interface MahavishnuParts {
  readonly address: ServerAddress;
  readonly runner: RunnerCommand;
  /** A folder of this run's own; what is in it may be thrown away after the run. */
  readonly root: string;
  readonly noteTerminal: NoteTerminal;
  readonly log: Logger;
  readonly limits?: MahavishnuLimits;
}

/** So long a server that was lost may take to close what it has lent. */
const lateCloseMs = 2_000;

/** One time of working through a source, until that is dry or the server is lost. */
interface Batch {
  readonly source: TaskSource;
  readonly listener: TaskListener;
  readonly signal: AbortSignal;
  /** Fires when the server is lost, with the reason. */
  readonly lost: AbortSignal;
  /** Fires some time after that. */
  readonly overdue: AbortSignal;
}

/** Workers in terminals that a Mahavishnu server lends. */
export class MahavishnuSwarmClient implements SwarmClient, Terminals {
  readonly backend = 'mahavishnu';
  readonly mode = 'parallel';
  readonly #parts: MahavishnuParts;
  readonly #session: McpSession;
  readonly #book: TerminalBook;
  /** Those of the last time that the server was well. */
  #lent: Terminals | undefined;
  #health: ServerHealth = { kind: 'unreachable', reason: 'nobody has asked yet' };
  #workers: RunnerWorker[] = [];

  constructor(parts: MahavishnuParts) {
    this.#parts = parts;
    this.#session = new McpSession(parts.address);
    this.#book = new TerminalBook(parts.noteTerminal);
  }

  async isAvailable(signal: AbortSignal): Promise<Availability> {
    const { address, limits = usualLimits } = this.#parts;
    const parts = { session: this.#session, book: this.#book, signal, ...limits };
    this.#health = await examineServer(parts);
    if (this.#health.kind === 'able') this.#lent = this.#health.terminals;
    const availability = availabilityOf(this.#health, address.url.host);
    const isExpected = this.#health.kind === 'unreachable' && address.url.href === usualServer;
    return availability.available ? availability : { ...availability, isExpected };
  }

  async spawnWorkers(count: number): Promise<readonly string[]> {
    const { root, runner, log } = this.#parts;
    const open = deskRunners({
      ...{ root: join(root, 'desks'), runner, log },
      ...{ terminals: this, book: this.#book },
    });
    for (let index = this.#workers.length + 1; index <= count; index += 1) {
      const worker = new RunnerWorker(`mahavishnu-worker-${index}`, open);
      worker.start();
      this.#workers.push(worker);
    }
    return this.#workers.map(({ id }) => id);
  }

  async executeBatch(
    source: TaskSource,
    listener: TaskListener,
    signal: AbortSignal,
  ): Promise<void> {
    const { graceMs, ...limits } = this.#parts.limits ?? usualLimits;
    const lost = new AbortController();
    const overdue = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const onOutage = (reason: string): void => {
      this.#health = { kind: 'unreachable', reason };
      // What it was still asked for will not be answered any more: nobody waits for that.
      this.#session.close().catch((error: unknown) => this.#parts.log.info(messageOf(error)));
      timer = setTimeout(() => overdue.abort(), graceMs);
      lost.abort(new SwarmError('unavailable', `the server is lost: ${reason}`));
    };
    const watch = new ServerWatch({ session: this.#session, onOutage, ...limits });
    const batch = { source, listener, signal, lost: lost.signal, overdue: overdue.signal };
    try {
      await Promise.all(this.#workers.map((worker) => this.#work(worker, batch, watch)));
    } finally {
      watch.close();
      clearTimeout(timer);
    }
    if (lost.signal.aborted) throw lost.signal.reason;
  }

  async closeWorkers(): Promise<void> {
    const workers = this.#workers;
    this.#workers = [];
    await Promise.all(workers.map((worker) => worker.close()));
    for (const terminal of this.#book.left) await this.#closeLate(terminal);
    await this.#endAbandoned();
    await this.#session.close().catch(() => undefined); // A server that is gone cannot say goodbye.
  }

  /** For runners. @throws {SwarmError} `unavailable` when the server is lost. */
  open(id: string, script: string, signal?: AbortSignal): Promise<Terminal> {
    return this.#terminals().open(id, script, signal);
  }

  /** For runners. @throws {SwarmError} `unavailable` when the server is lost. */
  async close(terminal: Terminal, signal?: AbortSignal): Promise<void> {
    await this.#terminals().close(terminal, signal);
  }

  #terminals(): Terminals {
    const health = this.#health;
    if (health.kind === 'able') return health.terminals;
    throw new SwarmError('unavailable', 'the server is lost');
  }

  /** The server may be back by now; nobody waits long for one that is not. */
  async #closeLate(terminal: Terminal): Promise<void> {
    const signal = AbortSignal.timeout(lateCloseMs);
    try {
      if (this.#lent !== undefined) await this.#book.close(this.#lent, terminal, signal);
    } catch (error) {
      const words = 'the server could not be told that nothing runs in it any more';
      this.#parts.log.info(`Terminal ${terminal.id}: ${words}: ${messageOf(error)}`);
    }
  }

  async #endAbandoned(): Promise<void> {
    try {
      await endAbandonedTerminals(this.#book.left.map(({ id }) => id));
    } catch (error) {
      this.#parts.log.info(`Terminals of a lost server were not looked for: ${messageOf(error)}`);
    }
  }

  async #work(worker: RunnerWorker, batch: Batch, watch: ServerWatch): Promise<void> {
    const { source, listener, signal, lost } = batch;
    while (!lost.aborted) {
      const order = await source.take(worker.id, lost);
      if (order === undefined) return;
      const outcome = await this.#run(worker, order, batch);
      if (outcome.kind === 'lost') watch.askNow();
      await listener.settled(order.orderId, worker.id, outcome);
      if (signal.aborted) return;
    }
  }

  async #run(worker: RunnerWorker, order: TaskOrder, batch: Batch): Promise<TaskOutcome> {
    const { listener, signal, overdue } = batch;
    const asked = order.signal === undefined ? signal : AbortSignal.any([signal, order.signal]);
    const stop = AbortSignal.any([asked, overdue]);
    const outcome = await worker.run(order, listener.event.bind(listener, order.orderId), stop);
    if (outcome.kind !== 'cancelled' || asked.aborted) return outcome;
    return { kind: 'lost', reason: 'its server was lost' };
  }
}
