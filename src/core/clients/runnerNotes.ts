import type { Logger } from '../base/logger.ts';
import type { RunnerEvent } from '../protocol/taskFile.ts';

/** Passes on to the log what workers have to say to a person, such as that a tool is missing. */
export class RunnerNotes {
  readonly #log: Logger;
  /** Each worker finds the same out by itself. */
  readonly #said = new Set<string>();

  constructor(log: Logger) {
    this.#log = log;
  }

  hear(event: RunnerEvent): void {
    if (event.event !== 'note' || this.#said.has(event.text)) return;
    this.#said.add(event.text);
    this.#log.warn(event.text);
  }
}
