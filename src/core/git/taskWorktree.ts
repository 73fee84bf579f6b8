import { access, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Repository } from './repository.ts';
import { shareFolders } from './sharedFolders.ts';
import { cleanIndexOf, gitDirectoryOf, headOf } from './worktreeSlot.ts';
import { WorktreeSlots } from './worktreeSlots.ts';

/** Which commit of which task somebody wants to work in. */
export interface TaskCheckout {
  readonly runId: string;
  readonly taskId: string;
  readonly commit: string;
}

/** So much of a commit's name tells it apart, and leaves the path readable. */
const shortName = 12;

function folderName({ runId, taskId, commit }: TaskCheckout): string {
  return `${runId}-${taskId}-${commit.slice(0, shortName)}`;
}

/**
 * Worktrees that people have opened, one for each commit of a task. Unlike those of workers they are
 * never recycled: what somebody does in one stays.
 */
export class TaskWorktrees {
  readonly #repository: Repository;
  readonly #root: string;
  readonly #slots: WorktreeSlots;

  /** @param root a folder that holds nothing but such worktrees of this repository. */
  constructor(repository: Repository, root: string) {
    this.#repository = repository;
    this.#root = root;
    this.#slots = new WorktreeSlots(repository, root);
  }

  /**
   * Makes the worktree, with the ignored folders that its code needs, or finds the one of before.
   * @returns its absolute path.
   * @throws {SwarmError} `notFound` for an unknown commit, `locked`, `git`, `cancelled`.
   */
  async open(checkout: TaskCheckout, signal?: AbortSignal): Promise<string> {
    const root = await realpath(this.#root).catch(() => this.#root);
    const path = join(root, folderName(checkout));
    if (await this.#isReady(path)) return path;
    const slot = await this.#slots.claim(path, checkout.commit, signal);
    await shareFolders(this.#repository, slot, signal);
    return slot.path;
  }

  /**
   * Removes the worktrees in which nobody has edited anything; with `all`, the others as well.
   * @returns how many went.
   */
  async remove(all: boolean): Promise<number> {
    const paths = await this.#slots.list();
    const edited = await Promise.all(paths.map((path) => !all && this.#isEdited(path)));
    const unneeded = paths.filter((_path, index) => edited[index] !== true);
    for (const path of unneeded) await this.#slots.remove(path);
    if (unneeded.length === paths.length) await this.#slots.removeAll();
    return unneeded.length;
  }

  /** False for one whose checkout was cut off, too. */
  async #isReady(path: string): Promise<boolean> {
    const gitDirectory = await gitDirectoryOf(this.#repository, path);
    if (gitDirectory === undefined) return false;
    return access(cleanIndexOf(gitDirectory)).then(
      () => true,
      () => false,
    );
  }

  /** True for files that differ from the commit, and for commits that no branch has. */
  async #isEdited(path: string): Promise<boolean> {
    const gitDirectory = await gitDirectoryOf(this.#repository, path);
    if (gitDirectory === undefined) return false;
    const head = (await headOf({ gitDirectory })) ?? '';
    const commit = basename(path).split('-').at(-1) ?? '';
    if (!head.startsWith('ref: ') && !head.startsWith(commit)) return true;
    const git = this.#repository.git.at(path);
    return (await git.list(['status', '--porcelain', '-z'])).length > 0;
  }
}
