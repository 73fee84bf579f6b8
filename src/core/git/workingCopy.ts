import type { TreeCommit } from './gitObjects.ts';
import type { Repository } from './repository.ts';
import { type SnapshotOptions, takeSnapshot } from './snapshot.ts';
import { writeTree } from './writeBack.ts';

/** What a working copy shall become. */
export interface TreeWrite {
  /** What `snapshot` gave, just now. */
  readonly from: TreeCommit;
  /** A tree. */
  readonly to: string;
  /** What this is, in a few words for a person. */
  readonly message: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The files as their user has them before their eyes. On the disk that is what is saved; an editor
 * holds unsaved text beside it, and wants to make changes itself.
 */
export interface WorkingCopy {
  /**
   * Keeps what it holds now. It is not changed by that.
   * @param options `overlays`, where given, count in place of unsaved texts of its own.
   */
  snapshot(options: SnapshotOptions): Promise<TreeCommit>;
  /**
   * Makes it differ from what it is by what differs between two trees, all of it or nothing.
   * @returns the paths that were written or removed.
   * @throws {SwarmError} `conflict` when a file is not what `from` says, `cancelled`; then everything
   * is as it was before. {@link HalfWritten} when some files could not be put back.
   */
  write(change: TreeWrite): Promise<string[]>;
}

/** Without an editor, what is on the disk is all there is. */
export class DiskWorkingCopy implements WorkingCopy {
  readonly #repository: Repository;

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  snapshot(options: SnapshotOptions): Promise<TreeCommit> {
    return takeSnapshot(this.#repository, options);
  }

  write({ from, to, signal }: TreeWrite): Promise<string[]> {
    return writeTree(this.#repository, from.tree, to, { signal });
  }
}
