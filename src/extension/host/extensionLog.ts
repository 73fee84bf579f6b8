import * as vscode from 'vscode';
import type { Logger } from '../../core/base/logger.ts';

/** The extension's channel in the Output view. Its level is set there, by the editor's own command. */
export class ExtensionLog implements Logger, vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel('Swarm Autofix', { log: true });

  debug(message: string): void {
    this.#channel.debug(message);
  }

  info(message: string): void {
    this.#channel.info(message);
  }

  warn(message: string): void {
    this.#channel.warn(message);
  }

  error(message: string, cause?: unknown): void {
    if (cause instanceof Error) this.#channel.error(cause, message);
    else this.#channel.error(message, ...(cause === undefined ? [] : [cause]));
  }

  show(): void {
    this.#channel.show(true);
  }

  /** Writes to the same channel, with the topic in front of each line. */
  topic(name: string): Logger {
    return {
      debug: (message) => this.debug(`[${name}] ${message}`),
      info: (message) => this.info(`[${name}] ${message}`),
      warn: (message) => this.warn(`[${name}] ${message}`),
      error: (message, cause) => this.error(`[${name}] ${message}`, cause),
    };
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
