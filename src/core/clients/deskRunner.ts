import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { endProcess } from '../base/killTree.ts';
import { LineFollower } from '../base/lineFollower.ts';
import type { Logger } from '../base/logger.ts';
import { identifyProcess, isSameProcess, type ProcessIdentity } from '../base/processIdentity.ts';
import { messageOf, SwarmError } from '../base/swarmError.ts';
import { DeskFolder } from '../runner/deskFolder.ts';
import { cancelLine, endLine } from '../runner/workerProtocol.ts';
import type { OpenRunner, RunnerLink, RunnerListener } from './runnerLink.ts';
import type { RunnerCommand } from './runnerProcess.ts';
import { quoted, writeTerminalScript } from './shellScript.ts';
import type { TerminalBook } from './terminalBook.ts';
import { newTerminalId, type Terminal, type Terminals } from './terminals.ts';

/** A runner signs in within a second; a busy machine may take longer. */
const usualSignInMs = 20_000;

/** So often somebody looks whether a runner has come, or has gone. */
const lookMs = 100;

/** Where the desks of a run are. @param directory the run's own folder. */
export function desksOf(directory: string): string {
  return join(directory, 'desks');
}

export interface DeskRunnerParts {
  /** Where desks are made, one for each runner. */
  readonly root: string;
  readonly runner: RunnerCommand;
  readonly terminals: Terminals;
  readonly book: TerminalBook;
  readonly log: Logger;
  /** For a runner to sign in, in a terminal that is open. */
  readonly signInMs?: number | undefined;
  /** Told when none has come by then. */
  readonly onNoShow?: (() => void) | undefined;
}

function ownEnvironment(): Record<string, string> {
  // A runner starts its cache of compiled code by its own command.
  const { NODE_COMPILE_CACHE: _own, ...environment } = process.env;
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

function startLines({ command, args, env = {} }: RunnerCommand, desk: DeskFolder): string[] {
  const exports = Object.entries(env).map(([name, value]) => `export ${name}=${quoted(value)}`);
  const words = [command, ...args, 'worker', '--desk', desk.directory].map(quoted);
  return [...exports, `${words.join(' ')} > ${quoted(join(desk.directory, 'output'))} 2>&1`];
}

/** A runner in a terminal that somebody else lends: all that is said goes through a folder. */
class DeskRunner implements RunnerLink {
  readonly #parts: DeskRunnerParts;
  readonly #listener: RunnerListener;
  readonly #desk: DeskFolder;
  readonly #id = newTerminalId();
  readonly #prepared: Promise<void>;
  /** Fires when nobody wants it any more who could wait for it to come. */
  readonly #stop = new AbortController();
  #identity: ProcessIdentity | undefined;
  #terminal: Terminal | undefined;
  #isKilled = false;

  constructor(parts: DeskRunnerParts, listener: RunnerListener) {
    this.#parts = parts;
    this.#listener = listener;
    this.#desk = new DeskFolder(join(parts.root, this.#id));
    this.#prepared = this.#prepare();
    void this.#live();
  }

  send(line: string): void {
    // Nobody is there yet who could hear that.
    if (line === cancelLine && this.#identity === undefined) this.#stop.abort();
    this.#prepared.then(
      () => this.#desk.addOrder(line),
      // Whoever sends hears of it as the end of the runner.
      () => undefined,
    );
  }

  end(): void {
    this.#stop.abort();
    this.send(endLine);
  }

  kill(): void {
    this.#isKilled = true;
    this.#stop.abort();
    this.#killRunner();
  }

  #killRunner(): void {
    const identity = this.#identity;
    if (identity !== undefined && isSameProcess(identity)) endProcess(identity.pid, 'SIGKILL');
  }

  async #prepare(): Promise<void> {
    const { runner } = this.#parts;
    await this.#desk.prepare({
      owner: identifyProcess(process.pid),
      environment: { ...ownEnvironment(), ...runner.secrets },
    });
    await writeTerminalScript(this.#script, startLines(runner, this.#desk));
  }

  get #script(): string {
    return join(this.#desk.directory, 'start.sh');
  }

  /** From its first breath to its last; never rejects. */
  async #live(): Promise<void> {
    const how = await this.#untilEnd().catch(messageOf);
    // One that comes too late, where its terminal cannot be closed, must not begin what others do by now.
    if (this.#identity === undefined) this.send(endLine);
    await this.#removeSettings();
    await this.#closeTerminal();
    if (this.#identity === undefined) this.#listener.neverCame(how);
    else this.#listener.ended(how);
  }

  async #removeSettings(): Promise<void> {
    try {
      await this.#desk.removeSettings();
    } catch (error) {
      this.#parts.log.warn(`${this.#desk.directory} could not be tidied: ${messageOf(error)}`);
    }
  }

  async #untilEnd(): Promise<string> {
    await this.#prepared;
    const messages = new LineFollower({
      path: this.#desk.messagesPath,
      onLine: (line) => this.#listener.line(line),
      onError: (error) => this.#parts.log.warn(`${this.#id}: ${messageOf(error)}`),
    });
    try {
      const identity = await this.#begun();
      while (isSameProcess(identity)) await pause(lookMs);
      return 'it ended';
    } finally {
      await messages.close();
    }
  }

  async #begun(): Promise<ProcessIdentity> {
    const { terminals, book } = this.#parts;
    const { signal } = this.#stop;
    this.#terminal = await book.open(terminals, this.#id, this.#script, signal);
    const identity = await this.#signedIn();
    this.#identity = identity;
    if (this.#isKilled) this.#killRunner();
    return identity;
  }

  async #signedIn(): Promise<ProcessIdentity> {
    const { signInMs = usualSignInMs, onNoShow } = this.#parts;
    for (const begun = Date.now(); Date.now() - begun < signInMs; await pause(lookMs)) {
      const identity = await this.#desk.runner();
      if (identity !== undefined) return identity;
      if (this.#stop.signal.aborted) throw new SwarmError('cancelled', 'it was stopped');
    }
    onNoShow?.();
    const seconds = signInMs / 1000;
    throw new SwarmError('unavailable', `its terminal did not start it within ${seconds} s`);
  }

  async #closeTerminal(): Promise<void> {
    const { terminals, book, log } = this.#parts;
    const terminal = this.#terminal;
    if (terminal === undefined) return;
    try {
      await book.close(terminals, terminal);
    } catch (error) {
      // The server may be gone, and its terminal with it; the book keeps what is still to be done.
      log.debug(`The terminal ${terminal.id} could not be closed: ${messageOf(error)}`);
    }
  }
}

/** Starts runners in terminals that somebody else lends. */
export function deskRunners(parts: DeskRunnerParts): OpenRunner {
  return (listener) => new DeskRunner(parts, listener);
}
