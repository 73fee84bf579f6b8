import { join } from 'node:path';
import { withLock } from '../base/lockFile.ts';
import { messageOf, SwarmError, throwIfCancelled } from '../base/swarmError.ts';
import { withCheckedOutFiles } from './checkedOutFiles.ts';
import {
  hasPlainParents,
  isSameDiskFile,
  readDiskFile,
  removeDiskFile,
  writeDiskFile,
} from './diskFile.ts';
import { commitTree, type TreeCommit } from './gitObjects.ts';
import { hasExecutableBits, type PlannedWrite, WritePlanner } from './plannedWrite.ts';
import type { Repository } from './repository.ts';
import { deleteRef, mergeRef, updateRef } from './swarmRefs.ts';
import { type TreeChange, treeChanges } from './treeChanges.ts';

const lockTimeoutMs = 60_000;

/** Only one process at a time writes to the working tree. */
export function withWorkingTreeLock<T>(
  repository: Repository,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const wait = { purpose: 'write merged fixes', timeoutMs: lockTimeoutMs, signal };
  return withLock(join(repository.storageDirectory, 'working-tree.lock'), wait, work);
}

async function put(
  root: string,
  path: string,
  now: PlannedWrite['seen'],
  wanted: PlannedWrite['wanted'],
): Promise<void> {
  if (wanted !== undefined) await writeDiskFile(root, path, wanted);
  else if (now !== undefined) await removeDiskFile(root, path);
}

async function write(root: string, { path, seen, wanted }: PlannedWrite): Promise<void> {
  const isUntouched = isSameDiskFile(await readDiskFile(root, path), seen);
  if (!isUntouched || !(await hasPlainParents(root, path))) {
    throw new SwarmError(
      'conflict',
      `${path} was edited meanwhile; everything is as it was, so merge again.`,
    );
  }
  await put(root, path, seen, wanted);
}

/** @returns false when somebody has edited the file since, or the disk does not let us. */
async function putBack(root: string, { path, seen, wanted }: PlannedWrite): Promise<boolean> {
  try {
    if (!isSameDiskFile(await readDiskFile(root, path), wanted)) return false;
    await put(root, path, wanted, seen);
    return true;
  } catch {
    // The error that led here is the one to tell; this file is named with it.
    return false;
  }
}

/** @returns the files that are not as they were. */
async function restore(root: string, done: readonly PlannedWrite[]): Promise<string[]> {
  const kept: string[] = [];
  for (const planned of done.toReversed()) {
    if (!(await putBack(root, planned))) kept.push(planned.path);
  }
  return kept;
}

/** Those that remove come first: a file may take the place of a folder, and a folder that of a file. */
function removalsFirst(changes: readonly TreeChange[]): TreeChange[] {
  return changes.toSorted(
    (left, right) => Number(left.after !== undefined) - Number(right.after !== undefined),
  );
}

async function planAll(
  repository: Repository,
  from: string,
  to: string,
  signal: AbortSignal | undefined,
): Promise<PlannedWrite[]> {
  const { git } = repository;
  const changes = await treeChanges(git, from, to, { signal });
  const executableBits = await hasExecutableBits(git);
  const pathsIn = (side: 'before' | 'after'): string[] =>
    changes.filter((change) => change[side] !== undefined).map(({ path }) => path);
  const storage = repository.storageDirectory;
  const old = { tree: from, paths: pathsIn('before'), storage };
  const merged = { tree: to, paths: pathsIn('after'), storage };
  // What the user sees are the real files, not the pointers that worktrees of ours make do with.
  const gitOfUser = git.with({ GIT_LFS_SKIP_SMUDGE: undefined });
  return withCheckedOutFiles(gitOfUser, old, (before) =>
    withCheckedOutFiles(gitOfUser, merged, async (after) => {
      const planner = new WritePlanner(git, { before, after }, executableBits);
      const plan: PlannedWrite[] = [];
      for (const change of removalsFirst(changes)) plan.push(await planner.plan(change));
      return plan;
    }),
  );
}

/** A failure after which some files could not be put back. */
class HalfWritten extends SwarmError {}

/**
 * Makes the working tree differ from what it is by what differs between two trees. The caller holds
 * the lock of the working tree.
 * @param from the tree of a snapshot of the working tree.
 * @returns the paths that were written or removed.
 * @throws {SwarmError} `conflict` when a file is not what `from` says, `cancelled`; then everything
 * is as it was before.
 */
export async function writeTree(
  repository: Repository,
  from: string,
  to: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const root = repository.workingTree;
  const plan = await planAll(repository, from, to, signal);
  const done: PlannedWrite[] = [];
  try {
    for (const planned of plan) {
      throwIfCancelled(signal);
      await write(root, planned);
      done.push(planned);
    }
  } catch (error) {
    const kept = await restore(root, done);
    if (kept.length === 0) throw error;
    const files = kept.join(', ');
    throw new HalfWritten('conflict', `${messageOf(error)} Not put back: ${files}.`, error);
  }
  return plan.map(({ path }) => path);
}

export interface TreeToApply {
  /** For a person and for `undo`; new for each merge. */
  readonly mergeId: string;
  /** A snapshot of the working tree, taken just now. */
  readonly from: TreeCommit;
  /** The merged tree. */
  readonly to: string;
  /** What is merged, for the list of merges. */
  readonly message: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes a merged tree into the working tree, all of it or nothing. Before the first file is touched
 * a ref says how to undo it, so that it can be taken back even when this process is killed.
 * @returns the paths that were written or removed.
 * @throws {SwarmError} `conflict` when somebody has edited one of the files since the snapshot, or
 * when a file that is in no snapshot is in the way.
 */
export async function applyTree(
  repository: Repository,
  { mergeId, from, to, message, signal }: TreeToApply,
): Promise<string[]> {
  const { git } = repository;
  const ref = mergeRef(mergeId);
  return withWorkingTreeLock(repository, signal, async () => {
    const commit = await commitTree(git, { tree: to, parents: [from.commit], message });
    await updateRef(git, ref, commit, null);
    try {
      return await writeTree(repository, from.tree, to, signal);
    } catch (error) {
      if (!(error instanceof HalfWritten)) await deleteRef(git, ref, commit);
      throw error;
    }
  });
}
