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
import { hasExecutableBits } from './executableBit.ts';
import { type PlannedWrite, WritePlanner } from './plannedWrite.ts';
import type { Repository } from './repository.ts';
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

export interface WriteOptions {
  /** Leave all other paths alone. */
  readonly only?: ReadonlySet<string>;
  readonly signal?: AbortSignal | undefined;
}

async function planAll(
  repository: Repository,
  from: string,
  to: string,
  { only, signal }: WriteOptions,
): Promise<PlannedWrite[]> {
  const { git } = repository;
  const all = await treeChanges(git, from, to, { signal });
  const changes = all.filter(({ path }) => only?.has(path) ?? true);
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

/** A failure after which some files could not be put back: how to undo it must be kept. */
export class HalfWritten extends SwarmError {}

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
  options: WriteOptions = {},
): Promise<string[]> {
  const root = repository.workingTree;
  const plan = await planAll(repository, from, to, options);
  const done: PlannedWrite[] = [];
  try {
    for (const planned of plan) {
      throwIfCancelled(options.signal);
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
