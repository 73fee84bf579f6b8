import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readTextIfExists, writeFileAtomic } from '../base/atomicFile.ts';
import { type Clock, systemClock } from '../base/clock.ts';
import { appendJsonLine, readJsonLines } from '../base/jsonLines.ts';
import { SwarmError, systemCodeOf } from '../base/swarmError.ts';
import type { JournalEvent, NewJournalEvent } from './journalEvent.ts';
import type { RunRecord } from './runRecord.ts';
import { RunHistory, type RunView } from './runView.ts';
import { type RunUpdateListener, RunWatcher } from './runWatcher.ts';

/** The runs of one repository, on disk, in its git directory. */
export class RunStore {
  readonly #root: string;
  readonly #now: Clock;

  /** @param storageDirectory `<git directory>/swarm-autofix`. */
  constructor(storageDirectory: string, now: Clock = systemClock) {
    this.#root = join(storageDirectory, 'runs');
    this.#now = now;
  }

  runDirectory(runId: string): string {
    return join(this.#root, runId);
  }

  taskDirectory(runId: string, orderId: string): string {
    return join(this.#root, runId, 'tasks', orderId);
  }

  async create(record: RunRecord): Promise<void> {
    await writeFileAtomic(this.#recordPath(record.runId), JSON.stringify(record));
  }

  /** False when somebody has removed the run, or its repository. */
  async has(runId: string): Promise<boolean> {
    return (await readTextIfExists(this.#recordPath(runId))) !== undefined;
  }

  /**
   * For those who are about to write: what somebody has removed must not come to life again.
   * @throws {SwarmError} `notFound` when there is no such run.
   */
  async requireThere(runId: string): Promise<void> {
    if (!(await this.has(runId))) throw new SwarmError('notFound', `There is no run ${runId}.`);
  }

  /**
   * Dates an event, writes it down, and gives it back.
   * @throws {SwarmError} `notFound` when there is no such run.
   */
  async append(runId: string, event: NewJournalEvent): Promise<JournalEvent> {
    await this.requireThere(runId);
    const dated = { at: new Date(this.#now()).toISOString(), ...event };
    await appendJsonLine(this.#journalPath(runId), dated);
    return dated;
  }

  /** Oldest first. */
  async list(): Promise<string[]> {
    try {
      const entries = await readdir(this.#root, { withFileTypes: true });
      return entries
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort();
    } catch (error) {
      if (systemCodeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  /** @throws {SwarmError} `notFound` when there is no such run. */
  async history(runId: string): Promise<RunHistory> {
    const text = await readTextIfExists(this.#recordPath(runId));
    if (text === undefined) throw new SwarmError('notFound', `There is no run ${runId}.`);
    const events = await readJsonLines(this.#journalPath(runId));
    return new RunHistory(JSON.parse(text) as RunRecord, events as JournalEvent[]);
  }

  /** Every run that can be read, oldest first; a folder that was cut off before its record is none. */
  async views(): Promise<RunView[]> {
    const views: RunView[] = [];
    for (const runId of await this.list()) {
      if (!(await this.has(runId))) continue;
      views.push((await this.history(runId)).view());
    }
    return views;
  }

  /** Follows all runs, whichever process is at work on them; see {@link RunWatcher}. */
  follow(listener: RunUpdateListener, onError: (error: unknown) => void): RunWatcher {
    return new RunWatcher({ root: this.#root, listener, onError });
  }

  async remove(runId: string): Promise<void> {
    await rm(join(this.#root, runId), { recursive: true, force: true });
  }

  #recordPath(runId: string): string {
    return join(this.#root, runId, 'run.json');
  }

  #journalPath(runId: string): string {
    return join(this.#root, runId, 'journal.jsonl');
  }
}
