import type { Terminal, Terminals } from './terminals.ts';

/** Writes down that a terminal is ours, or is gone, so that somebody else can close it. */
export type NoteTerminal = (id: string, state: 'opened' | 'closed') => Promise<void>;

/** A server that hangs is not waited for: what is not closed stays in the book. */
const closeMs = 8_000;

/** For one that has not even opened it. */
const closeUnopenedMs = 3_000;

/** Knows which terminals are ours: nobody else's is ever closed. */
export class TerminalBook {
  readonly #note: NoteTerminal;
  readonly #known = new Map<string, Terminal>();

  constructor(note: NoteTerminal) {
    this.#note = note;
  }

  /** Those that have not been closed yet. */
  get left(): readonly Terminal[] {
    return [...this.#known.values()];
  }

  /** Opens a terminal; it is written down before there can be one. */
  async open(
    terminals: Terminals,
    id: string,
    script: string,
    signal?: AbortSignal,
  ): Promise<Terminal> {
    await this.#enter({ id });
    const terminal = await this.#open(terminals, id, script, signal);
    if (terminal.id === id) return terminal;
    await this.#enter(terminal);
    await this.#strike(id);
    return terminal;
  }

  /** @throws whatever keeps it from being closed: then it stays in the book. */
  async close(
    terminals: Terminals,
    terminal: Terminal,
    signal = AbortSignal.timeout(closeMs),
  ): Promise<void> {
    await terminals.close(terminal, signal);
    await this.#strike(terminal.id);
  }

  async #open(terminals: Terminals, id: string, script: string, signal?: AbortSignal) {
    try {
      return await terminals.open(id, script, signal);
    } catch (error) {
      // It may be there all the same: then it is closed, now or later.
      const limit = AbortSignal.timeout(closeUnopenedMs);
      await this.close(terminals, { id }, limit).catch(() => undefined);
      throw error;
    }
  }

  async #enter(terminal: Terminal): Promise<void> {
    this.#known.set(terminal.id, terminal);
    await this.#note(terminal.id, 'opened');
  }

  async #strike(id: string): Promise<void> {
    this.#known.delete(id);
    await this.#note(id, 'closed');
  }
}
