import { commitTree, type TreeCommit } from './gitObjects.ts';
import type { Repository } from './repository.ts';
import { deleteRef, mergeRef, updateRef } from './swarmRefs.ts';
import { DiskWorkingCopy, type WorkingCopy } from './workingCopy.ts';
import { HalfWritten, withWorkingTreeLock } from './writeBack.ts';

/** A merge as it is written down for `undo`. */
export interface MergeNote {
  /** For a person and for `undo`; new for each merge. */
  readonly mergeId: string;
  /** What is merged, for the list of merges: one line. */
  readonly message: string;
  /** Names of what is merged, for programs; see `MergeRecord`. */
  readonly subjects?: readonly string[];
}

export interface TreeToApply extends MergeNote {
  /** A snapshot of the working copy, taken just now. */
  readonly from: TreeCommit;
  /** The merged tree. */
  readonly to: string;
  /** What is written to; the disk when none is given. */
  readonly workingCopy?: WorkingCopy;
  readonly signal?: AbortSignal | undefined;
}

/** The line of a merge's message that names one of its subjects. */
export const subjectTrailer = 'Swarm-Subject';

/**
 * Writes down how to take a merge back.
 * @param from the working copy before the merge.
 * @param to the tree that is the working copy after it.
 * @returns the commit that the ref of the merge points to.
 * @throws {SwarmError} `git` when there is a merge of that name.
 */
export async function noteMerge(
  repository: Repository,
  { mergeId, message, subjects = [] }: MergeNote,
  from: TreeCommit,
  to: string,
): Promise<string> {
  const { git } = repository;
  const trailers = subjects.map((subject) => `${subjectTrailer}: ${subject}`);
  const text = trailers.length === 0 ? message : `${message}\n\n${trailers.join('\n')}`;
  const commit = await commitTree(git, { tree: to, parents: [from.commit], message: text });
  await updateRef(git, mergeRef(mergeId), commit, null);
  return commit;
}

/**
 * Writes a merged tree into the working copy, all of it or nothing. Before the first file is touched
 * a ref says how to undo it, so that it can be taken back even when this process is killed.
 * @returns the paths that were written or removed.
 * @throws {SwarmError} `conflict` when somebody has edited one of the files since the snapshot, or
 * when a file that is in no snapshot is in the way.
 */
export async function applyTree(repository: Repository, merge: TreeToApply): Promise<string[]> {
  const { mergeId, from, to, message, signal } = merge;
  const workingCopy = merge.workingCopy ?? new DiskWorkingCopy(repository);
  return withWorkingTreeLock(repository, signal, async () => {
    const commit = await noteMerge(repository, merge, from, to);
    try {
      return await workingCopy.write({ from, to, message, signal });
    } catch (error) {
      if (!(error instanceof HalfWritten)) {
        await deleteRef(repository.git, mergeRef(mergeId), commit);
      }
      throw error;
    }
  });
}
