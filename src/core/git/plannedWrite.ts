import { SwarmError } from '../base/swarmError.ts';
import { type DiskFile, readDiskFile } from './diskFile.ts';
import { withExecutableBits } from './executableBit.ts';
import type { GitCommand } from './gitCommand.ts';
import { submoduleMode, type TreeChange } from './treeChanges.ts';

/** One file that shall be written or removed. */
export interface PlannedWrite {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** What is there; undefined for nothing. */
  readonly seen: DiskFile | undefined;
  /** What shall be there; undefined to remove it. */
  readonly wanted: DiskFile | undefined;
}

/** Where the files of both trees lie as a checkout writes them; absolute. */
export interface CheckedOutTrees {
  readonly before: string;
  readonly after: string;
}

/** Plans what is written into one working tree. */
export class WritePlanner {
  readonly #git: GitCommand;
  readonly #trees: CheckedOutTrees;
  readonly #executableBits: boolean;

  /** @param git at the root of the working tree. */
  constructor(git: GitCommand, trees: CheckedOutTrees, executableBits: boolean) {
    this.#git = git;
    this.#trees = trees;
    this.#executableBits = executableBits;
  }

  /**
   * Prepares one change, without changing anything.
   * @throws {SwarmError} `conflict` unless there is what `change.before` says.
   */
  async plan(change: TreeChange): Promise<PlannedWrite> {
    const { path, before, after } = change;
    if (before?.mode === submoduleMode || after?.mode === submoduleMode) {
      refuse(path, 'is a submodule, which no merge can move');
    }
    const seen = await this.#look(change);
    const fresh = after === undefined ? undefined : await readDiskFile(this.#trees.after, path);
    return { path, seen, wanted: fresh && this.#adapt(fresh, seen) };
  }

  /** @returns what is there, after making sure that it is what the snapshot has. */
  async #look(change: TreeChange): Promise<DiskFile | undefined> {
    const { path, before } = change;
    const found = await readDiskFile(this.#git.cwd, path);
    if (before === undefined) {
      // A folder may go when the files in it are removed; if it does not, writing fails.
      if (found === undefined || found.kind === 'other') return undefined;
      return refuse(path, 'is in the way: it is ignored, or newer than the snapshot');
    }
    if (found === undefined) return refuse(path, 'is no longer there');
    if (await this.#isUnchanged(path, found, before.id)) return found;
    return refuse(path, 'was edited meanwhile');
  }

  async #isUnchanged(path: string, found: DiskFile, id: string): Promise<boolean> {
    const expected = await readDiskFile(this.#trees.before, path);
    if (expected?.kind !== found.kind) return false;
    if (this.#executableBits && expected.isExecutable !== found.isExecutable) return false;
    if (found.bytes.equals(expected.bytes)) return true;
    // Other line ends, for example, that come to the same in the repository.
    return found.kind === 'file' && (await this.#idOf(path, found.bytes)) === id;
  }

  #idOf(path: string, input: Buffer): Promise<string> {
    return this.#git.text(['hash-object', '--stdin', `--path=${path}`], { input });
  }

  /** Keeps the permissions of the file that is there, as far as the tree does not change them. */
  #adapt(fresh: DiskFile, seen: DiskFile | undefined): DiskFile {
    if (fresh.kind !== 'file' || seen?.kind !== 'file') return { ...fresh, permissions: undefined };
    const isExecutable = this.#executableBits ? fresh.isExecutable : seen.isExecutable;
    const { permissions } = seen;
    return {
      ...fresh,
      isExecutable,
      permissions: permissions && withExecutableBits(permissions, isExecutable),
    };
  }
}

function refuse(path: string, reason: string): never {
  throw new SwarmError('conflict', `${path} ${reason}; nothing was written, so merge again.`);
}
