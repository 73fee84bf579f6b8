import { isSwarmError, SwarmError, throwIfCancelled } from '../base/swarmError.ts';
import { type ServerAddress, serverAddress } from '../mahavishnu/serverAddress.ts';
import { plainWords } from '../mahavishnu/toolAnswer.ts';
import type { MahavishnuAgentSettings } from '../protocol/settings.ts';
import type { Agent, AgentContext, AgentReport } from './agent.ts';
import { Errand } from './mahavishnu/errand.ts';
import { withLentWorker } from './mahavishnu/lentWorker.ts';
import { NativeWorkers, type WorkerAnswer } from './mahavishnu/nativeWorkers.ts';
import { signOfEnd } from './mahavishnu/signOfEnd.ts';
import { usualPatience, type WorkerPatience } from './mahavishnu/workerPatience.ts';

/** Writes down that a worker of a server is ours, or is gone. */
export type NoteWorker = (server: string, id: string, state: 'opened' | 'closed') => void;

export interface MahavishnuAgentParts {
  /** For servers that ask for one; empty for none. */
  readonly token: string;
  readonly noteWorker: NoteWorker;
  /** How long an attempt can take at most; as long as servers allow when nobody says. */
  readonly timeoutSeconds?: number;
  readonly patience?: WorkerPatience;
}

/** How long servers wait for a worker, at least and at most. */
const [shortestSeconds, longestSeconds] = [30, 3600];

/** Of a worker's words, so much is kept for the log. */
const mostLogged = 4000;

/** Text of several lines, without what could trouble a terminal. */
function plainLines(text: string): string {
  return text
    .slice(0, mostLogged)
    .replaceAll(/[^\P{Cc}\n]/gu, ' ')
    .trim();
}

/**
 * A worker of a Mahavishnu server that is an agent itself. It runs with the rights of the server and
 * is told where to find its prompt, in a file of the worktree; what it says is only logged.
 */
export class MahavishnuAgent implements Agent {
  readonly id: string;
  readonly isForeign = true;
  readonly isUnjudged = true;
  readonly #settings: MahavishnuAgentSettings;
  readonly #parts: MahavishnuAgentParts;
  readonly #patience: WorkerPatience;
  /** How long the server is to wait. */
  readonly #seconds: number;

  constructor(settings: MahavishnuAgentSettings, parts: MahavishnuAgentParts) {
    this.id = settings.id;
    this.#settings = settings;
    this.#parts = parts;
    this.#patience = parts.patience ?? usualPatience;
    const { timeoutSeconds = longestSeconds } = parts;
    this.#seconds = Math.min(Math.max(Math.ceil(timeoutSeconds), shortestSeconds), longestSeconds);
  }

  async attempt(context: AgentContext): Promise<AgentReport> {
    const address = this.#address();
    throwIfCancelled(context.signal);
    const errand = await Errand.write(context);
    try {
      const fault = await this.#send(errand, address, context);
      const errors = fault === undefined ? [] : [fault];
      return { doubts: new Map(), overallDoubt: undefined, errors };
    } catch (error) {
      throwIfCancelled(context.signal);
      throw error;
    } finally {
      await errand.remove();
    }
  }

  #address(): ServerAddress {
    const { id, server } = this.#settings;
    if (server !== '') return serverAddress(server, this.#parts.token);
    const words = `agent ${id} is a worker of a Mahavishnu server, and none is configured`;
    throw new SwarmError('configuration', `${words}; name one, or leave this agent out.`);
  }

  /** @returns what went wrong, if anything, in a line. */
  async #send(
    errand: Errand,
    address: ServerAddress,
    context: AgentContext,
  ): Promise<string | undefined> {
    // Loaded only when there is a server to speak to: the protocol is large.
    const { McpSession } = await import('../mahavishnu/mcpSession.ts');
    const session = new McpSession(address);
    try {
      const { signal } = context;
      const timeoutMs = this.#patience.answerMs;
      const workers = await NativeWorkers.connect(session, { timeoutMs, signal });
      return await this.#lend(workers, errand, context);
    } finally {
      await session.close().catch(() => undefined); // A server that is gone cannot say goodbye.
    }
  }

  #lend(
    workers: NativeWorkers,
    { line, doneFile }: Errand,
    { signal, log }: AgentContext,
  ): Promise<string | undefined> {
    const patience = this.#patience;
    const { workerType, server } = this.#settings;
    const note = (id: string, state: 'opened' | 'closed'): void =>
      this.#parts.noteWorker(server, id, state);
    return withLentWorker({ workers, workerType, note, patience, signal, log }, (id) => {
      const execute = (until: AbortSignal): Promise<WorkerAnswer> =>
        workers.execute(id, line, this.#seconds, {
          timeoutMs: this.#seconds * 1000 + patience.answerMs,
          signal: until,
        });
      const told = (until: AbortSignal): Promise<string> => this.#told(execute(until), log);
      return signOfEnd({ doneFile, told, ...patience, signal });
    });
  }

  /** A failure is told, not thrown: servers take any "error:" on a screen for one, and go on. */
  async #told(execution: Promise<WorkerAnswer>, log: (text: string) => void): Promise<string> {
    try {
      const { status, output } = await execution;
      if (output !== '') log(plainLines(output));
      const said = status === '' ? 'ended' : `said "${plainWords(status)}"`;
      return `${this.id} ${said}, but left no sign that it is done`;
    } catch (error) {
      if (isSwarmError(error, 'unavailable')) return `${this.id}: ${error.message}`;
      throw error;
    }
  }
}
