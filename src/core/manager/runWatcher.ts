import { watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf, SwarmError, systemCodeOf } from '../base/swarmError.ts';
import { FollowedRun } from './followedRun.ts';
import type { JournalEvent } from './journalEvent.ts';
import type { RunView } from './runView.ts';

/** What has become of a run, whichever process is at work on it. */
export type RunUpdate =
  | {
      readonly kind: 'changed';
      readonly runId: string;
      /** Kept up to date from now on: what it holds is read anew with every update. */
      readonly view: RunView;
      /** What was not known before; all of them when the run is told of for the first time. */
      readonly events: readonly JournalEvent[];
    }
  | { readonly kind: 'removed'; readonly runId: string };

export type RunUpdateListener = (update: RunUpdate) => void;

/**
 * Calls back whenever something directly in a folder may have changed, or the folder is gone.
 * @returns how to stop it.
 * @throws the system's error when the folder cannot be watched.
 */
export type WatchFolder = (
  folder: string,
  onChange: () => void,
  onError: (error: unknown) => void,
) => () => void;

export interface RunWatcherParts {
  /** The folder with a folder for each run. It need not be there. */
  readonly root: string;
  readonly listener: RunUpdateListener;
  readonly onError: (error: unknown) => void;
  readonly watchFolder?: WatchFolder;
}

/** So long what happens is gathered before anybody looks. */
const gatherMs = 50;

const watchRealFolder: WatchFolder = (folder, onChange, onError) => {
  const watcher = watch(folder, { persistent: false });
  watcher.on('change', onChange);
  watcher.on('error', onError);
  return () => watcher.close();
};

interface Watched {
  /** Which folder of that name it is: one that was made anew is another one. */
  readonly id: string;
  readonly stop: () => void;
}

/** @returns undefined when it is not there. */
async function idOfFolder(path: string): Promise<string | undefined> {
  try {
    const status = await stat(path);
    return status.isDirectory() ? `${status.dev}:${status.ino}` : undefined;
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Tells of every run of a repository, at first of all there are, then of what is new. */
export class RunWatcher {
  /** Settles when all runs were told of that there were at the beginning. */
  readonly ready: Promise<void>;
  readonly #parts: RunWatcherParts;
  readonly #watched = new Map<string, Watched>();
  readonly #runs = new Map<string, FollowedRun>();
  /** Those that the listener knows. */
  readonly #told = new Set<string>();
  /** Those that something may be new of. */
  readonly #touched = new Set<string>();
  #isRootTouched = true;
  #timer: NodeJS.Timeout | undefined;
  #last: Promise<void> = Promise.resolve();
  #isDisposed = false;
  #hasComplained = false;

  constructor(parts: RunWatcherParts) {
    this.#parts = parts;
    this.ready = this.#lookNow();
  }

  /** Looks at everything at once, for where the system does not tell of changes. */
  refresh(): Promise<void> {
    this.#isRootTouched = true;
    for (const runId of this.#runs.keys()) this.#touched.add(runId);
    return this.#lookNow();
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    for (const folder of [...this.#watched.keys()]) this.#unwatch(folder);
  }

  /** One look at a time. */
  #lookNow(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = this.#last
      .then(() => this.#look())
      .catch((error: unknown) => this.#parts.onError(error));
    return this.#last;
  }

  #lookSoon(): void {
    if (this.#timer !== undefined || this.#isDisposed) return;
    this.#timer = setTimeout(() => void this.#lookNow(), gatherMs);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    if (this.#isRootTouched && !this.#isDisposed) await this.#lookAtRoot();
    for (const runId of [...this.#touched]) {
      if (this.#isDisposed) return;
      this.#touched.delete(runId);
      await this.#lookAt(runId).catch((error: unknown) => this.#parts.onError(error));
    }
  }

  async #lookAtRoot(): Promise<void> {
    this.#isRootTouched = false;
    const { root } = this.#parts;
    const names = (await this.#watchNearest(root)) ? await this.#listRuns() : [];
    for (const runId of names.filter((name) => !this.#runs.has(name))) {
      this.#runs.set(runId, new FollowedRun(join(root, runId)));
      this.#touched.add(runId);
    }
    for (const runId of [...this.#runs.keys()]) if (!names.includes(runId)) this.#forget(runId);
  }

  async #listRuns(): Promise<string[]> {
    try {
      const entries = await readdir(this.#parts.root, { withFileTypes: true });
      const folders = entries.filter((entry) => entry.isDirectory());
      return folders.map((entry) => entry.name).sort();
    } catch (error) {
      if (systemCodeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  /** @returns false when the folder is not there; then the nearest one that is above it is watched. */
  async #watchNearest(folder: string): Promise<boolean> {
    const above = dirname(folder);
    if (await this.#watch(folder, () => this.#touchRoot())) {
      this.#unwatch(above);
      return true;
    }
    if (above === folder) return false;
    await this.#watchNearest(above);
    // It may have been made before anybody watched for it.
    const isThere = (await idOfFolder(folder)) !== undefined;
    return isThere && this.#watchNearest(folder);
  }

  /** Watches before it reads, so that nothing is missed in between. */
  async #lookAt(runId: string): Promise<void> {
    const run = this.#runs.get(runId);
    if (run === undefined) return;
    const isThere = await this.#watch(join(this.#parts.root, runId), () => this.#touch(runId));
    const news = await run.look();
    if (this.#isDisposed) return;
    if (news.kind === 'changed') {
      this.#told.add(runId);
      this.#parts.listener({ ...news, runId });
    } else if (!isThere) {
      this.#forget(runId);
      this.#touchRoot();
    }
  }

  #forget(runId: string): void {
    this.#unwatch(join(this.#parts.root, runId));
    this.#runs.delete(runId);
    if (this.#told.delete(runId)) this.#parts.listener({ kind: 'removed', runId });
  }

  #touch(runId: string): void {
    this.#touched.add(runId);
    this.#lookSoon();
  }

  #touchRoot(): void {
    this.#isRootTouched = true;
    this.#lookSoon();
  }

  /** @returns false when the folder is not there. */
  async #watch(folder: string, onChange: () => void): Promise<boolean> {
    const id = await idOfFolder(folder);
    if (id !== undefined && this.#watched.get(folder)?.id === id) return true;
    this.#unwatch(folder);
    if (id === undefined || this.#isDisposed) return false;
    const start = this.#parts.watchFolder ?? watchRealFolder;
    try {
      this.#watched.set(folder, { id, stop: start(folder, onChange, () => this.#lose(folder)) });
    } catch (error) {
      if (systemCodeOf(error) === 'ENOENT') return false;
      this.#complain(folder, error);
    }
    return true;
  }

  #lose(folder: string): void {
    this.#unwatch(folder);
    this.#touchRoot();
  }

  /** Once: what is wrong with one folder is wrong with all of them. */
  #complain(folder: string, error: unknown): void {
    if (this.#hasComplained) return;
    this.#hasComplained = true;
    const words = `${folder} cannot be watched (${messageOf(error)})`;
    const advice = 'what other processes do shows up only when you refresh';
    this.#parts.onError(new SwarmError('environment', `${words}; ${advice}.`, error));
  }

  #unwatch(folder: string): void {
    this.#watched.get(folder)?.stop();
    this.#watched.delete(folder);
  }
}
