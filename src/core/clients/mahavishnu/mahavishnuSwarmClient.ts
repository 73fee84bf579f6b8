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
import { deskRunners, desksOf } from '../deskRunner.ts';
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
  /** For a worker to come to life in a terminal; as long as usual when nobody says. */
  readonly signInMs?: number;
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

/** So long a server that was lost may take to close all that it has lent. */
const lateCloseMs = 2_000;

/** So long any server may take when somebody waits for a run to stop. */
const stoppedCloseMs = 3_000;

/** One time of working through a source, until that is dry or the server is lost. */
interface Batch {
  readonly source: TaskSource;
  readonly listener: TaskListener;
  readonly signal: AbortSignal;
  /** Fires when the server is lost, with the reason. */
  readonly lost: AbortSignal;
  /** Fires some time after that. */
  readonly overdue: AbortSignal;
  /** Gives the server up. */
  readonly fail: (words: string) => void;
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
  /** A command runs in its terminals, but no worker has come to life in one: it is not asked again. */
  #isBarren = false;
  #isStopped = false;

  constructor(parts: MahavishnuParts) {
    this.#parts = parts;
    this.#session = new McpSession(parts.address);
    this.#book = new TerminalBook(parts.noteTerminal);
  }

  async isAvailable(signal: AbortSignal): Promise<Availability> {
    const { address, log, limits = usualLimits } = this.#parts;
    const { host } = address.url;
    if (this.#isBarren) {
      return {
        available: false,
        reason: `commands run at ${host}, but no worker has started there`,
      };
    }
    const parts = { session: this.#session, book: this.#book, signal, log, ...limits };
    this.#health = await examineServer(parts);
    if (this.#health.kind === 'able') this.#lent = this.#health.terminals;
    const availability = availabilityOf(this.#health, host);
    const isExpected = this.#health.kind === 'unreachable' && address.url.href === usualServer;
    return availability.available ? availability : { ...availability, isExpected };
  }

  async spawnWorkers(count: number): Promise<readonly string[]> {
    const { root, runner, log, limits = usualLimits } = this.#parts;
    const open = deskRunners({
      ...{ root: desksOf(root), runner, log },
      ...{ terminals: this, book: this.#book },
      signInMs: limits.signInMs,
      onNoShow: () => {
        this.#isBarren = true;
      },
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
    const fail = (words: string): void => {
      if (lost.signal.aborted) return;
      this.#health = { kind: 'unreachable', reason: words };
      // What it was still asked for will not be answered any more: nobody waits for that.
      this.#session.close().catch((error: unknown) => this.#parts.log.debug(messageOf(error)));
      timer = setTimeout(() => overdue.abort(), graceMs);
      lost.abort(new SwarmError('unavailable', words));
    };
    const onOutage = (reason: string): void => fail(`the server is lost: ${reason}`);
    const watch = new ServerWatch({ session: this.#session, onOutage, ...limits });
    const batch = { source, listener, signal, lost: lost.signal, overdue: overdue.signal, fail };
    const stop = (): void => {
      this.#isStopped = true;
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      await Promise.all(this.#workers.map((worker) => this.#work(worker, batch, watch)));
    } finally {
      watch.close();
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
    if (lost.signal.aborted) throw lost.signal.reason;
  }

  async closeWorkers(): Promise<void> {
    const workers = this.#workers;
    this.#workers = [];
    await Promise.all(workers.map((worker) => worker.close()));
    if (this.#health.kind !== 'able') await this.#closeAllLate();
    await this.#endAbandoned();
    await this.#session.close().catch(() => undefined); // A server that is gone cannot say goodbye.
  }

  /** For runners. @throws {SwarmError} `unavailable` when the server is lost. */
  open(id: string, script: string, signal?: AbortSignal): Promise<Terminal> {
    return this.#terminals().open(id, script, signal);
  }

  /** For runners. @throws {SwarmError} `unavailable` when the server is lost. */
  async close(terminal: Terminal, signal?: AbortSignal): Promise<void> {
    const limits = [
      ...(signal === undefined ? [] : [signal]),
      ...(this.#isStopped ? [AbortSignal.timeout(stoppedCloseMs)] : []),
    ];
    await this.#terminals().close(terminal, AbortSignal.any(limits));
  }

  #terminals(): Terminals {
    const health = this.#health;
    if (health.kind === 'able') return health.terminals;
    throw new SwarmError('unavailable', 'the server is lost');
  }

  /** The server may be back by now; nobody waits long for one that is not. */
  async #closeAllLate(): Promise<void> {
    const signal = AbortSignal.timeout(lateCloseMs);
    await Promise.all(this.#book.left.map((terminal) => this.#closeLate(terminal, signal)));
  }

  async #closeLate(terminal: Terminal, signal: AbortSignal): Promise<void> {
    try {
      if (this.#lent !== undefined) await this.#book.close(this.#lent, terminal, signal);
    } catch (error) {
      const words = 'the server could not be told that nothing runs in it any more';
      this.#parts.log.debug(`Terminal ${terminal.id}: ${words}: ${messageOf(error)}`);
    }
  }

  async #endAbandoned(): Promise<void> {
    try {
      await endAbandonedTerminals(this.#book.left.map(({ id }) => id));
    } catch (error) {
      this.#parts.log.debug(`Terminals of a lost server were not looked for: ${messageOf(error)}`);
    }
  }

  async #work(worker: RunnerWorker, batch: Batch, watch: ServerWatch): Promise<void> {
    const { source, listener, signal, lost } = batch;
    while (!lost.aborted) {
      const order = await source.take(worker.id, lost);
      if (order === undefined) return;
      const outcome = await this.#run(worker, order, batch);
      if (outcome.kind === 'lost') {
        // Before the order is handed back: nobody else of here is to take it.
        if (outcome.isUnbegun) batch.fail(`no worker could be started there: ${outcome.reason}`);
        else watch.askNow();
      }
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
