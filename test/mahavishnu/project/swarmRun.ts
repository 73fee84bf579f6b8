import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { JournalEvent } from '../../../src/core/manager/journalEvent.ts';
import type { RunReport } from '../../../src/core/protocol/runReport.ts';
import { until } from '../server/until.ts';

export interface RunEnd {
  /** Null when it was killed. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A worker that has signed in at its desk. */
export interface SignedIn {
  /** The name under which the server knows its terminal. */
  readonly terminal: string;
  readonly pid: number;
}

/** The command line at work. */
export class SwarmRun {
  readonly ended: Promise<RunEnd>;
  readonly #child: ChildProcess;
  readonly #runs: string;
  readonly #earlier: ReadonlySet<string>;

  /** @param earlier the names of the runs that were there before it. */
  constructor(child: ChildProcess, runs: string, earlier: ReadonlySet<string>) {
    this.#child = child;
    this.#runs = runs;
    this.#earlier = earlier;
    this.ended = endOf(child);
  }

  get isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** What it reports at its end. */
  async report(): Promise<RunReport> {
    const { exitCode, stdout, stderr } = await this.ended;
    if (exitCode !== 0 && exitCode !== 1) throw new Error(`It ended with ${exitCode}: ${stderr}`);
    return JSON.parse(stdout);
  }

  /** What it has written down so far. */
  journal(): JournalEvent[] {
    const path = join(this.#folder, 'journal.jsonl');
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line));
  }

  /** The workers at its desks so far. */
  signedIn(): SignedIn[] {
    const desks = join(this.#folder, 'desks');
    return namesIn(desks).flatMap((terminal) => {
      const path = join(desks, terminal, 'runner.json');
      if (!existsSync(path)) return [];
      const { pid }: { pid: number } = JSON.parse(readFileSync(path, 'utf8'));
      return [{ terminal, pid }];
    });
  }

  /** Waits for something that it writes down. @throws when it is over before. */
  async untilJournal(what: string, isIt: (event: JournalEvent) => boolean): Promise<void> {
    await this.#until(what, () => this.journal().some(isIt));
  }

  async untilWorkers(count: number): Promise<void> {
    await this.#until(`${count} workers have signed in`, () => this.signedIn().length >= count);
  }

  async #until(what: string, look: () => boolean): Promise<void> {
    await until(what, () => {
      const wasOver = this.isOver;
      if (look()) return true;
      if (wasOver) throw new Error(`The run is over, in vain: ${what}`);
      return undefined;
    });
  }

  get #folder(): string {
    const own = namesIn(this.#runs).find((name) => !this.#earlier.has(name));
    return join(this.#runs, own ?? 'none');
  }
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

async function endOf(child: ChildProcess): Promise<RunEnd> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('It was started without its streams.');
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [exitCode, out, error] = await Promise.all([exit, text(stdout), text(stderr)]);
  return { exitCode, stdout: out, stderr: error };
}
