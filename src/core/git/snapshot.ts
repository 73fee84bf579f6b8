import { join } from 'node:path';
import { isSwarmError, SwarmError } from '../base/swarmError.ts';
import { commitOf, commitTree, type TreeCommit } from './gitObjects.ts';
import { type Overlays, stageOverlays } from './overlays.ts';
import { type Repository, refuseUnmerged } from './repository.ts';
import { withTemporaryIndex } from './temporaryIndex.ts';
import { stageWorkingFiles } from './workingFiles.ts';

export interface SnapshotOptions {
  readonly message: string;
  /** Instead of HEAD. */
  readonly parent?: string;
  /** Unsaved texts, which count in place of what is on the disk. */
  readonly overlays?: Overlays | undefined;
  readonly signal?: AbortSignal | undefined;
}

type TreeOptions = Pick<SnapshotOptions, 'overlays' | 'signal'>;

function treeOfWorkingTree(
  repository: Repository,
  { overlays, signal }: TreeOptions,
): Promise<string> {
  const index = {
    copyOf: join(repository.gitDirectory, 'index'),
    folder: repository.storageDirectory,
  };
  return withTemporaryIndex(repository.git, index, async (git) => {
    await stageWorkingFiles(git, signal);
    if (overlays !== undefined && overlays.size > 0) {
      await stageOverlays(repository, git, overlays, signal);
    }
    return git.text(['write-tree'], { signal });
  });
}

/**
 * What the working tree holds: what is edited, deleted and new, but not what is ignored. A file with
 * conflicts is taken as it is. Unsaved texts of files that no snapshot takes are left out.
 * @returns the full name of the tree.
 * @throws {SwarmError} `git` when a file cannot be read.
 */
export async function snapshotTree(
  repository: Repository,
  options: TreeOptions = {},
): Promise<string> {
  // A file that is written or removed while git reads it fails the whole snapshot.
  try {
    return await treeOfWorkingTree(repository, options);
  } catch (error) {
    if (!isSwarmError(error, 'git')) throw error;
  }
  try {
    return await treeOfWorkingTree(repository, options);
  } catch (error) {
    if (!isSwarmError(error, 'git')) throw error;
    const hint = 'if files are being written there, wait for that and try again';
    throw new SwarmError(
      'git',
      `No snapshot of the working tree: ${error.message}; ${hint}.`,
      error,
    );
  }
}

/**
 * Keeps the working tree as it is: what is edited, deleted and new, but not what is ignored.
 * Neither the working tree nor the index, the stash or a branch is touched.
 * @returns the commit, with `parent` or HEAD as its parent where there is one, and its tree.
 * @throws {SwarmError} `repository` when there are unmerged files, `git` when a file cannot be read.
 */
export async function takeSnapshot(
  repository: Repository,
  options: SnapshotOptions,
): Promise<TreeCommit> {
  const { git } = repository;
  await refuseUnmerged(git);
  const tree = await snapshotTree(repository, options);
  const parent = options.parent ?? (await commitOf(git, 'HEAD'));
  const parents = parent === undefined ? [] : [parent];
  const commit = await commitTree(git, { tree, parents, message: options.message }, options.signal);
  return { commit, tree };
}
