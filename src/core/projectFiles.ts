import { lstat, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Semaphore } from './base/semaphore.ts';
import { systemCodeOf } from './base/swarmError.ts';
import type { GitCommand } from './git/gitCommand.ts';
import { readBlobs } from './git/gitObjects.ts';
import type { Overlays } from './git/overlays.ts';
import { isRepositoryPath, standingOfUntracked } from './git/pathStanding.ts';
import type { Repository } from './git/repository.ts';
import type { TreeEntry } from './git/treeChanges.ts';
import { indexEntries, isPlainFile, treeEntries } from './git/treeLookup.ts';

/** Why a file cannot be worked on. */
export type MissingReason = 'missing' | 'ignored' | 'outside' | 'link';

export type FoundFile = { readonly text: string } | { readonly reason: MissingReason };

/** The files that problems are about, as they are for a run. */
export interface ProjectFiles {
  /** At the root of the working tree. */
  readonly git: GitCommand;
  /** Looks all of them up at once. */
  look(files: Iterable<string>): Promise<ReadonlyMap<string, FoundFile>>;
  /** In milliseconds since 1970; undefined when that cannot be told. */
  modifiedAt(file: string): Promise<number | undefined>;
}

const filesAtOnce = 32;

function unlessMissing(error: unknown): undefined {
  const code = systemCodeOf(error);
  if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EISDIR') throw error;
}

async function modifiedAt(root: string, file: string): Promise<number | undefined> {
  return (await stat(join(root, file)).catch(unlessMissing))?.mtimeMs;
}

async function absenceOf(root: string, path: string): Promise<MissingReason | undefined> {
  if (!isRepositoryPath(path)) return 'outside';
  const status = await lstat(join(root, path)).catch(unlessMissing);
  if (status === undefined) return 'missing';
  return status.isSymbolicLink() ? 'link' : undefined;
}

/** Why files that git knows nothing of are not in a snapshot; those that are new belong in one. */
async function reasonsFor(
  git: GitCommand,
  unknown: readonly string[],
): Promise<Map<string, MissingReason | 'new'>> {
  const present: string[] = [];
  const reasons = new Map<string, MissingReason | 'new'>();
  for (const path of unknown) {
    const absence = await absenceOf(git.cwd, path);
    if (absence === undefined) present.push(path);
    else reasons.set(path, absence);
  }
  for (const [path, standing] of await standingOfUntracked(git, present)) {
    reasons.set(path, standing);
  }
  return reasons;
}

/** The files of a snapshot: what is fixed is what is in there. */
export class SnapshotFiles implements ProjectFiles {
  readonly git: GitCommand;
  readonly #commit: string;
  readonly #overlays: Overlays;
  #entries: Promise<ReadonlyMap<string, TreeEntry>> | undefined;

  /**
   * @param git at the root of the working tree.
   * @param overlays that the snapshot was taken with.
   */
  constructor(git: GitCommand, commit: string, overlays: Overlays = new Map()) {
    this.git = git;
    this.#commit = commit;
    this.#overlays = overlays;
  }

  async look(files: Iterable<string>): Promise<ReadonlyMap<string, FoundFile>> {
    this.#entries ??= treeEntries(this.git, this.#commit);
    const entries = await this.#entries;
    const found = new Map<string, FoundFile>();
    const plain = new Map<string, string>();
    const unknown: string[] = [];
    for (const file of new Set(files)) {
      const entry = entries.get(file);
      if (entry === undefined) unknown.push(file);
      else if (isPlainFile(entry)) plain.set(file, entry.id);
      else found.set(file, { reason: 'link' });
    }
    const blobs = await readBlobs(this.git, plain.values());
    for (const [file, id] of plain) found.set(file, { text: blobs.get(id)?.toString() ?? '' });
    for (const [file, reason] of await reasonsFor(this.git, unknown)) {
      // What is new came after the snapshot.
      found.set(file, { reason: reason === 'new' ? 'missing' : reason });
    }
    return found;
  }

  async modifiedAt(file: string): Promise<number | undefined> {
    if (this.#overlays.has(file)) return Number.POSITIVE_INFINITY;
    return modifiedAt(this.git.cwd, file);
  }
}

/** The files of the working tree as they are, with unsaved texts in the place of some. */
export class DiskFiles implements ProjectFiles {
  readonly git: GitCommand;
  readonly #overlays: Overlays;
  readonly #reading = new Semaphore(filesAtOnce);

  constructor({ git }: Pick<Repository, 'git'>, overlays: Overlays = new Map()) {
    this.git = git;
    this.#overlays = overlays;
  }

  async look(files: Iterable<string>): Promise<ReadonlyMap<string, FoundFile>> {
    const entries = await indexEntries(this.git);
    const found = new Map<string, FoundFile>();
    const wanted: string[] = [];
    const unknown: string[] = [];
    for (const file of new Set(files)) {
      const entry = entries.get(file);
      if (entry === undefined) unknown.push(file);
      else if (isPlainFile(entry)) wanted.push(file);
      else found.set(file, { reason: 'link' });
    }
    for (const [file, reason] of await reasonsFor(this.git, unknown)) {
      const isUnsaved = reason === 'missing' && this.#overlays.has(file);
      if (reason === 'new' || isUnsaved) wanted.push(file);
      else found.set(file, { reason });
    }
    await Promise.all(
      wanted.map(async (file) => {
        const text = await this.#reading.run(() => this.#read(file));
        found.set(file, text === undefined ? { reason: 'missing' } : { text });
      }),
    );
    return found;
  }

  async modifiedAt(file: string): Promise<number | undefined> {
    if (this.#overlays.has(file)) return Number.POSITIVE_INFINITY;
    return modifiedAt(this.git.cwd, file);
  }

  async #read(file: string): Promise<string | undefined> {
    const unsaved = this.#overlays.get(file);
    if (unsaved !== undefined) return Buffer.from(unsaved).toString();
    return readFile(join(this.git.cwd, file), 'utf8').catch(unlessMissing);
  }
}
