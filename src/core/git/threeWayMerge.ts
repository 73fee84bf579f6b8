import type { GitCommand } from './gitCommand.ts';
import { commitTree } from './gitObjects.ts';

/** Trees, or commits that stand for their trees. */
export interface ThreeTrees {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

export type MergedTrees =
  | { readonly clean: true; readonly tree: string }
  | { readonly clean: false; readonly conflicts: readonly string[] };

/** Always the same, so that the same merge makes no new objects when it is done again. */
const fixedDate = '1700000000 +0000';

/**
 * @param names as `merge-tree` prints them: a file in the way of a folder has `~` and its commit at
 * the end.
 * @returns each path once.
 */
export function conflictedPaths(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.replace(/~[0-9a-f]{40,64}(_\d+)?$/, '')))];
}

function standIn(git: GitCommand, tree: string, parents: readonly string[]): Promise<string> {
  return commitTree(git, { tree, parents, message: 'merge', date: fixedDate });
}

/**
 * Brings what `theirs` has changed since `base` into `ours`, in memory. Renames are not followed.
 * Git finds the base by history, so the three trees are given one: two commits on the base.
 * @returns the merged tree, or the files in which both changed the same lines or their neighbours.
 */
export async function mergeTrees(
  git: GitCommand,
  { base, ours, theirs }: ThreeTrees,
  signal?: AbortSignal,
): Promise<MergedTrees> {
  const root = await standIn(git, base, []);
  const sides = [await standIn(git, ours, [root]), await standIn(git, theirs, [root])];
  const options = ['--write-tree', '-z', '--name-only', '--no-messages'];
  const answer = await git.run(['merge-tree', ...options, ...sides], { allow: [1], signal });
  const [tree = '', ...names] = answer.bytes.toString().split('\0').slice(0, -1);
  return answer.exitCode === 0
    ? { clean: true, tree }
    : { clean: false, conflicts: conflictedPaths(names) };
}
