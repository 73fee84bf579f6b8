import { realpath } from 'node:fs/promises';
import { PipedProcess, type Spawn } from '../../base/pipedProcess.ts';
import { Semaphore } from '../../base/semaphore.ts';
import { messageOf, SwarmError, throwIfCancelled } from '../../base/swarmError.ts';
import type { LanguageServerSettings } from '../../protocol/settings.ts';
import { FileUris } from './fileUri.ts';
import { LanguageServerSession } from './languageServerSession.ts';
import { defaultLanguageServerTiming, type LanguageServerTiming } from './languageServerTiming.ts';
import { firstLine, ServerConnection } from './serverConnection.ts';
import type { ListFiles } from './watchedFiles.ts';

export interface LanguageServerOptions {
  readonly settings: LanguageServerSettings;
  /** The worktree's folder. */
  readonly root: string;
  readonly listFiles: ListFiles;
  readonly timing?: Partial<LanguageServerTiming>;
  readonly spawn?: Spawn;
}

const restartLimit = 3;

type SessionWork<T> = (session: LanguageServerSession, signal: AbortSignal) => Promise<T>;

/** A language server at work in one worktree. It is started at first use, and again when it failed. */
export class LanguageServer {
  readonly settings: LanguageServerSettings;
  readonly listFiles: ListFiles;
  readonly #options: LanguageServerOptions;
  readonly #timing: LanguageServerTiming;
  readonly #oneAtATime = new Semaphore(1);
  readonly #disposal = new AbortController();
  #connection: ServerConnection | undefined;
  #session: LanguageServerSession | undefined;
  #starts = 0;

  constructor(options: LanguageServerOptions) {
    this.settings = options.settings;
    this.listFiles = options.listFiles;
    this.#options = options;
    this.#timing = { ...defaultLanguageServerTiming, ...options.timing };
  }

  /**
   * Does something with the running server, one caller after the other.
   * @param work is to give up when the signal it is given fires.
   * @throws {SwarmError} `checker` with the command and the server's last words when it cannot be
   * started, dies, does not answer in time, answers with an error, or has been restarted three
   * times already; `cancelled` when `signal` fired, which leaves the server running.
   */
  async use<T>(work: SessionWork<T>, signal?: AbortSignal): Promise<T> {
    return this.#oneAtATime.run(async () => {
      throwIfCancelled(signal);
      const session = await this.#running(signal);
      const { connection, timing } = session;
      const limit = AbortSignal.timeout(timing.answerMs);
      const stop = this.#anyOf(connection.ended, limit, signal);
      try {
        return await work(session, stop);
      } catch (error) {
        throwIfCancelled(signal);
        if (limit.aborted) connection.fail(this.#lateness(session));
        throw this.#explain(error, connection);
      }
    });
  }

  /** Ends the process, and all that it started. Whoever waits for it gets an error. */
  async dispose(): Promise<void> {
    const gone = `The language server of ${this.settings.id} has been disposed of.`;
    this.#disposal.abort(new SwarmError('checker', gone));
    await this.#connection?.shutdown(this.#timing.shutdownMs);
  }

  async #running(signal: AbortSignal | undefined): Promise<LanguageServerSession> {
    this.#disposal.signal.throwIfAborted();
    const connection = this.#connection;
    if (this.#session !== undefined && connection?.ended.aborted === false) return this.#session;
    if (this.#starts > restartLimit) throw this.#givenUp(connection?.ended.reason);
    this.#starts += 1;
    this.#session = await this.#start(signal);
    return this.#session;
  }

  async #start(signal: AbortSignal | undefined): Promise<LanguageServerSession> {
    const { settings, listFiles } = this.#options;
    const uris = new FileUris(await realpath(this.#options.root));
    const server = new PipedProcess({ ...settings, cwd: uris.root }, this.#options);
    const connection = new ServerConnection(server, this.#commandLine());
    this.#connection = connection;
    const limit = AbortSignal.timeout(this.#timing.startMs);
    const stop = this.#anyOf(connection.ended, limit, signal);
    try {
      const world = { settings, connection, uris, listFiles, timing: this.#timing };
      return await LanguageServerSession.start(world, stop);
    } catch (error) {
      const seconds = this.#timing.startMs / 1000;
      connection.fail(limit.aborted ? `did not start within ${seconds} s` : 'was not started');
      // A start that somebody did not want any more says nothing about the server.
      if (signal?.aborted) this.#starts -= 1;
      throwIfCancelled(signal);
      throw this.#explain(error, connection);
    }
  }

  #anyOf(ended: AbortSignal, limit: AbortSignal, signal: AbortSignal | undefined): AbortSignal {
    const signals = [this.#disposal.signal, ended, limit];
    return AbortSignal.any(signal === undefined ? signals : [...signals, signal]);
  }

  #explain(error: unknown, connection: ServerConnection): unknown {
    if (this.#disposal.signal.aborted) return this.#disposal.signal.reason;
    if (error instanceof SwarmError) return error;
    if (connection.ended.aborted) return connection.ended.reason;
    const words = `The language server ${this.#commandLine()} failed: ${firstLine(messageOf(error))}`;
    return new SwarmError('checker', words, error);
  }

  #lateness({ activity, timing }: LanguageServerSession): string {
    const work =
      activity.work.length === 0 ? '' : ` (still at work on ${activity.work.join(', ')})`;
    return `did not answer within ${timing.answerMs / 1000} s${work}`;
  }

  #givenUp(reason: unknown): SwarmError {
    const { id } = this.settings;
    const advice = `Mend its settings, or take the checker ${id} out of them.`;
    const words = `${messageOf(reason)} It has been restarted ${restartLimit} times. ${advice}`;
    return new SwarmError('checker', words, reason);
  }

  #commandLine(): string {
    return [this.settings.command, ...this.settings.args].join(' ');
  }
}
