import { lstat, readdir, realpath, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { makeFolders, readTextIfExists } from '../base/atomicFile.ts';
import { withLock } from '../base/lockFile.ts';
import { Semaphore } from '../base/semaphore.ts';
import { isSwarmError, SwarmError, systemCodeOf } from '../base/swarmError.ts';
import { commitOf } from './gitObjects.ts';
import type { Repository } from './repository.ts';
import {
  checkOut,
  claimedGitDirectory,
  examineSlot,
  findSlot,
  gitDirectoryOf,
  type WorktreeSlot,
} from './worktreeSlot.ts';

/** Two checkouts at once keep a disk busy; more are slower together. */
const checkouts = new Semaphore(2);
const lockTimeoutMs = 120_000;

function isStrictlyInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith('../') && !isAbsolute(way);
}

/** Takes an error for an answer when it is one of these system codes. */
function unless(...codes: readonly string[]): (error: unknown) => undefined {
  return (error) => {
    if (!codes.includes(systemCodeOf(error) ?? '')) throw error;
  };
}

/**
 * Where something about a slot is kept that must not be in its tree: beside it.
 * @param ending with `json` at its end it goes when the slot goes.
 */
export function besideSlot(slotPath: string, ending: string): string {
  return `${slotPath}.${ending}`;
}

/** Makes, recycles and removes the worktrees below one folder. */
export class WorktreeSlots {
  readonly #repository: Repository;
  readonly #slotsRoot: string;

  /** @param slotsRoot a folder that holds nothing but slots of this repository. */
  constructor(repository: Repository, slotsRoot: string) {
    this.#repository = repository;
    this.#slotsRoot = resolve(slotsRoot);
  }

  /**
   * Makes the slot a fresh checkout of the commit: a sound one is recycled (ignored files stay),
   * a damaged one is replaced. Nothing is left of what was there before.
   * @param slotPath strictly inside the root.
   * @throws {SwarmError} `usage` for a path elsewhere, `notFound` for an unknown commit, `locked`
   * when another process holds the worktrees for two minutes, `git`, `cancelled`.
   */
  async claim(slotPath: string, commit: string, signal?: AbortSignal): Promise<WorktreeSlot> {
    const path = await this.#locate(slotPath);
    const { git } = this.#repository;
    const full = await git.answers.ask('commit', [commit], () => commitOf(git, commit));
    if (full === undefined) throw new SwarmError('notFound', `There is no commit ${commit}.`);
    const wait = { purpose: `claim ${path}`, timeoutMs: lockTimeoutMs, signal };
    return withLock(besideSlot(path, 'lock'), wait, async () => {
      const sound = await this.#recycle(path, full, signal);
      return sound ?? this.#replace(path, full, signal);
    });
  }

  /** The slots that the repository knows of, as absolute paths. */
  async list(): Promise<string[]> {
    const root = await realpath(this.#slotsRoot).catch(unless('ENOENT'));
    const lines = await this.#repository.git.list(['worktree', 'list', '--porcelain', '-z']);
    return lines
      .flatMap((line) => /^worktree (.*)$/s.exec(line)?.[1] ?? [])
      .map((path) => resolve(path))
      .filter((path) => root !== undefined && isStrictlyInside(root, path));
  }

  /** Removes a slot, whatever its state, and what is kept beside it. */
  async remove(slotPath: string, signal?: AbortSignal): Promise<void> {
    const path = await this.#locate(slotPath);
    await this.#exclusively(`remove ${path}`, signal, () => this.#destroy(path));
  }

  /** Removes all slots below the root, and the root itself when nothing else is in it. */
  async removeAll(signal?: AbortSignal): Promise<void> {
    await this.#exclusively('remove all slots', signal, async () => {
      for (const path of new Set([...(await this.list()), ...(await this.#claimants())])) {
        await this.#destroy(await this.#locate(path));
      }
    });
    await rmdir(this.#slotsRoot).catch(unless('ENOTEMPTY', 'EEXIST', 'ENOENT'));
  }

  #exclusively<T>(
    purpose: string,
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    const lock = join(this.#repository.storageDirectory, 'worktrees.lock');
    return withLock(lock, { purpose, timeoutMs: lockTimeoutMs, signal }, work);
  }

  /** The real path of a slot. What is elsewhere is never touched. */
  async #locate(slotPath: string): Promise<string> {
    const { workingTree, commonDirectory } = this.#repository;
    const asked = resolve(slotPath);
    if (!isStrictlyInside(this.#slotsRoot, asked)) return this.#refuse(slotPath);
    await makeFolders(dirname(asked));
    const path = join(await realpath(dirname(asked)), basename(asked));
    const holds = (other: string): boolean => path === other || isStrictlyInside(path, other);
    const isOurs = isStrictlyInside(await realpath(this.#slotsRoot), path);
    return isOurs && !holds(workingTree) && !holds(commonDirectory) ? path : this.#refuse(slotPath);
  }

  #refuse(slotPath: string): never {
    const place = `a place for a worktree below ${this.#slotsRoot}`;
    throw new SwarmError('usage', `${slotPath} is not ${place}; name one there.`);
  }

  async #recycle(
    path: string,
    commit: string,
    signal: AbortSignal | undefined,
  ): Promise<WorktreeSlot | undefined> {
    const slot = await findSlot(this.#repository, path, commit);
    if (slot === undefined) return undefined;
    try {
      await checkouts.run(() => checkOut(slot, signal));
      const examined = await examineSlot(slot);
      return examined.complaint === undefined ? examined.slot : undefined;
    } catch (error) {
      // Whatever git stumbles over here is damage; a new worktree tells whether it was more.
      if (isSwarmError(error, 'git')) return undefined;
      throw error;
    }
  }

  async #replace(
    path: string,
    commit: string,
    signal: AbortSignal | undefined,
  ): Promise<WorktreeSlot> {
    const { git } = this.#repository;
    await this.#exclusively(`make ${path}`, signal, async () => {
      await this.#destroy(path);
      await git.run(['worktree', 'add', '--no-checkout', '--detach', path, commit], { signal });
    });
    const slot = await findSlot(this.#repository, path, commit);
    if (slot === undefined) throw new SwarmError('git', `git made no sound worktree at ${path}.`);
    await checkouts.run(() => checkOut(slot, signal));
    const examined = await examineSlot(slot);
    if (examined.complaint === undefined) return examined.slot;
    throw new SwarmError('git', `The worktree ${path} cannot be used: ${examined.complaint}.`);
  }

  // No `worktree prune`: it would forget worktrees of the user on disks that are not mounted now.
  async #destroy(path: string): Promise<void> {
    const { git } = this.#repository;
    const gitDirectory = await gitDirectoryOf(this.#repository, path);
    if (gitDirectory === undefined && !(await this.#isKnown(path))) return;
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    await git.run(['worktree', 'remove', '--force', '--force', path], { allow: [128] });
    if (gitDirectory !== undefined) await rm(gitDirectory, { recursive: true, force: true });
    const notes = (await readdir(dirname(path))).filter(
      (name) => name.startsWith(besideSlot(basename(path), '')) && name.endsWith('.json'),
    );
    for (const name of notes) await rm(join(dirname(path), name), { force: true });
  }

  /** False when neither the disk nor git has anything at that place. */
  async #isKnown(path: string): Promise<boolean> {
    if ((await lstat(path).catch(unless('ENOENT'))) !== undefined) return true;
    const folder = join(this.#repository.commonDirectory, 'worktrees');
    const names = (await readdir(folder).catch(unless('ENOENT'))) ?? [];
    const places = await Promise.all(
      names.map((name) => readTextIfExists(join(folder, name, 'gitdir'))),
    );
    return places.some((place) => place?.trim() === join(path, '.git'));
  }

  /** Folders that are slots of this repository by their own word, though git may have forgotten. */
  async #claimants(): Promise<string[]> {
    const root = await realpath(this.#slotsRoot).catch(unless('ENOENT'));
    const entries = root === undefined ? [] : await readdir(root, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory());
    const paths = folders.map((entry) => join(root ?? '', entry.name));
    const claims = await Promise.all(
      paths.map((path) => claimedGitDirectory(this.#repository, path)),
    );
    return paths.filter((_path, index) => claims[index] !== undefined);
  }
}
