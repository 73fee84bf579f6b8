import { SwarmError } from '../base/swarmError.ts';
import { subjectTrailer } from './applyTree.ts';
import { removeUnfinished } from './diskFile.ts';
import type { GitCommand } from './gitCommand.ts';
import type { Repository } from './repository.ts';
import { deleteRef, mergeIdOf, mergeRef } from './swarmRefs.ts';
import { mergeTrees } from './threeWayMerge.ts';
import { treeChanges } from './treeChanges.ts';
import { DiskWorkingCopy, type WorkingCopy } from './workingCopy.ts';
import { withWorkingTreeLock } from './writeBack.ts';

/** A merge that can be taken back. */
export interface MergeRecord {
  readonly mergeId: string;
  readonly message: string;
  /** Names of what was merged, as `applyTree` was given them. */
  readonly subjects: readonly string[];
  /** Seconds since 1970. */
  readonly at: number;
  /** Holds the merged tree; its parent is {@link before}. */
  readonly commit: string;
  /** The snapshot of the working tree as it was. */
  readonly before: string;
}

const subjectsField = `contents:trailers:key=${subjectTrailer},valueonly,separator=%x09`;

async function readMerges(git: GitCommand, pattern: string): Promise<MergeRecord[]> {
  const place = ['refname', 'objectname', 'parent', 'committerdate:unix'];
  const fields = [...place, 'contents:subject', subjectsField];
  const format = fields.map((field) => `%(${field})`).join('%00');
  const sort = ['--sort=-refname', '--sort=-committerdate'];
  const text = await git.text(['for-each-ref', ...sort, `--format=${format}`, pattern]);
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [ref = '', commit = '', before = '', at = '', message = '', names = ''] =
      line.split('\0');
    const subjects = names.split('\t').filter((name) => name !== '');
    return { mergeId: mergeIdOf(ref), message, subjects, at: Number(at), commit, before };
  });
}

/** Merges that have not been taken back, the newest first; within one second by their names. */
export function listMerges(git: GitCommand): Promise<MergeRecord[]> {
  return readMerges(git, 'refs/swarm/undo');
}

/** Forgets how to take a merge back; its files stay as they are. */
export async function forgetMerge(git: GitCommand, merge: MergeRecord): Promise<void> {
  await deleteRef(git, mergeRef(merge.mergeId), merge.commit);
}

async function treeWithout(
  git: GitCommand,
  merge: MergeRecord,
  now: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const sides = { base: merge.commit, ours: now, theirs: merge.before };
  const result = await mergeTrees(git, sides, signal);
  if (result.clean) return result.tree;
  const files = result.conflicts.join(', ');
  throw new SwarmError(
    'conflict',
    `Merge ${merge.mergeId} cannot be taken back, the same lines were edited since in ${files}; nothing was changed.`,
  );
}

export interface UndoOptions {
  readonly workingCopy?: WorkingCopy;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Takes a merge back and keeps all that was edited since. Works as well when the merge, or an
 * earlier try to take it back, was cut off in the middle.
 * @param options `workingCopy`: what is written to; the disk when none is given.
 * @returns the paths that were written or removed.
 * @throws {SwarmError} `notFound`; `conflict`, with everything as it was, when the merged lines were
 * edited since.
 */
export async function undoMerge(
  repository: Repository,
  mergeId: string,
  options: UndoOptions = {},
): Promise<string[]> {
  const { git, workingTree } = repository;
  const { workingCopy = new DiskWorkingCopy(repository), signal } = options;
  return withWorkingTreeLock(repository, signal, async () => {
    const [merge] = await readMerges(git, mergeRef(mergeId));
    if (merge === undefined) {
      throw new SwarmError('notFound', `There is no merge ${mergeId} to take back.`);
    }
    for (const { path } of await treeChanges(git, merge.before, merge.commit)) {
      await removeUnfinished(workingTree, path);
    }
    const from = await workingCopy.snapshot({ message: `before undoing ${mergeId}`, signal });
    const to = await treeWithout(git, merge, from.tree, signal);
    const paths = await workingCopy.write({ from, to, message: `undo ${mergeId}`, signal });
    await forgetMerge(git, merge);
    return paths;
  });
}
