import type { Logger } from '../core/base/logger.ts';
import { messageOf } from '../core/base/swarmError.ts';

/** The levels of MCP that we use. */
export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

export type LogListener = (level: LogLevel, message: string) => void;

/** The log of a server: lines for a person, and the same for every client that listens. */
export class ServerLog implements Logger {
  readonly #write: (line: string) => void;
  readonly #isDebug: boolean;
  readonly #listeners = new Set<LogListener>();

  constructor(write: (line: string) => void, isDebug: boolean) {
    this.#write = write;
    this.#isDebug = isDebug;
  }

  /** @returns how to stop listening. */
  listen(listener: LogListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  debug(message: string): void {
    this.#say('debug', message);
  }

  info(message: string): void {
    this.#say('info', message);
  }

  warn(message: string): void {
    this.#say('warning', message);
  }

  error(message: string, cause?: unknown): void {
    this.#say('error', cause === undefined ? message : `${message}: ${messageOf(cause)}`);
  }

  #say(level: LogLevel, message: string): void {
    if (level === 'debug' && !this.#isDebug) return;
    this.#write(`swarm-autofix: ${message}`);
    for (const listener of this.#listeners) listener(level, message);
  }
}
