import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { type DependencyChange, DependencyWatch } from '../git/dependencyWatch.ts';
import { ignoredFiles, removeIgnored } from '../git/ignoredFiles.ts';
import type { Repository } from '../git/repository.ts';
import { removeFrom, shareAnew } from '../git/sharedFolders.ts';
import { type WorktreeSlot, withCleanIndex } from '../git/worktreeSlot.ts';
import { nameSome } from './nameSome.ts';

/** What a program did to files of its worktree that no commit holds, in lines for a person. */
export interface Leftovers {
  /** What was taken away, or brought anew: it has no part in any check. */
  readonly mended: readonly string[];
  /** What is still there. */
  readonly lasting: readonly string[];
}

/** What tools remember of their last run, and do without. */
const cacheFile = /(cache|\.tsbuildinfo)$/;

function lineOf(verb: string, names: readonly string[], end: string): string[] {
  return names.length === 0 ? [] : [`${verb} ${nameSome(names)}, ${end}`];
}

function examplesOf(changes: readonly DependencyChange[]): string[] {
  return changes.map(({ example }) => example);
}

/** The ignored files and the packages of a slot, as they were at one moment. */
export class UnkeptFiles {
  readonly #slot: WorktreeSlot;
  readonly #ignored: ReadonlySet<string>;
  readonly #packages: DependencyWatch;

  private constructor(slot: WorktreeSlot, ignored: readonly string[], packages: DependencyWatch) {
    this.#slot = slot;
    this.#ignored = new Set(ignored);
    this.#packages = packages;
  }

  static async look(slot: WorktreeSlot): Promise<UnkeptFiles> {
    const ignored = await ignoredFiles(withCleanIndex(slot));
    return new UnkeptFiles(slot, ignored, await DependencyWatch.begin(slot));
  }

  /**
   * Takes away what is new, and brings anew what was changed: no commit holds it, so no check may rely
   * on it.
   * @param hasSetup true when a command of the user has filled the folders: nobody else can do that.
   */
  async tidy(repository: Repository, hasSetup: boolean): Promise<Leftovers> {
    const ignored = await this.#tidyIgnored(hasSetup);
    const changes = await this.#packages.changes();
    const ofKind = (wanted: DependencyChange['kind']): readonly DependencyChange[] =>
      changes.filter(({ kind }) => kind === wanted);
    const [added, own, shared] = [ofKind('new'), ofKind('own'), ofKind('shared')];
    await removeFrom(
      this.#slot,
      added.map(({ folder }) => folder),
    );
    const folders = hasSetup ? [] : own.map(({ folder }) => folder);
    const brought = await this.#bring(repository, folders, ignored);
    const isThere = (name: string): boolean => !brought.has(name);
    const kept = own.filter(({ folder }) => isThere(folder));
    const times = await Promise.all(ignored.map((file) => this.#timeOf(file)));
    const written = ignored.filter((file, index) => isThere(file) && (times[index] ?? 0) > 0);
    const lasting = [
      ...lineOf('changed', written, 'which git ignores'),
      ...lineOf('changed', examplesOf(kept), 'which no commit holds'),
      ...lineOf('changed', examplesOf(shared), 'which the project uses too: install it anew'),
    ];
    if (lasting.length === 0) await this.#packages.end();
    const anew = own.filter(({ folder }) => brought.has(folder));
    const mended = [
      ...lineOf('made', examplesOf(added), 'which was taken away'),
      ...lineOf('changed', examplesOf(anew), 'which was brought anew'),
    ];
    return { mended, lasting };
  }

  /** @returns the paths that are the user's again. */
  async #bring(
    repository: Repository,
    folders: readonly string[],
    files: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if (folders.length + files.length === 0) return new Set();
    const shared = await shareAnew(repository, this.#slot, folders);
    const anew = shared.folders.filter(({ how }) => how !== 'kept');
    return new Set([...anew.map(({ path }) => path), ...shared.files]);
  }

  /** @returns which of the files that were there before have been written since; some went with it. */
  async #tidyIgnored(hasSetup: boolean): Promise<string[]> {
    const git = withCleanIndex(this.#slot);
    const files = await ignoredFiles(git);
    const old = files.filter((file) => this.#ignored.has(file));
    const times = await Promise.all(old.map((file) => this.#timeOf(file)));
    const changed = old.filter((_file, index) => (times[index] ?? 0) > this.#packages.since);
    // Where no command has filled the slot, a checker has written what is not the user's, and can again.
    const isReplaceable = (file: string): boolean => !hasSetup || cacheFile.test(file);
    const added = files.filter((file) => !this.#ignored.has(file));
    await removeIgnored(git, [...added, ...changed.filter(isReplaceable)]);
    return changed;
  }

  async #timeOf(file: string): Promise<number> {
    const status = await lstat(join(this.#slot.path, file)).catch(() => undefined);
    return Math.max(status?.mtimeMs ?? 0, status?.ctimeMs ?? 0);
  }
}
