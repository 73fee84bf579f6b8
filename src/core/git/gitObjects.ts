import { SwarmError } from '../base/swarmError.ts';
import type { GitCommand } from './gitCommand.ts';

/** A commit and its tree, as full object names. */
export interface TreeCommit {
  readonly commit: string;
  readonly tree: string;
}

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  /** Git's own form, such as `1700000000 +0000`; without it, now. */
  readonly date?: string;
}

/** @returns the full name of the new commit, which no branch points to. */
export function commitTree(
  git: GitCommand,
  commit: NewCommit,
  signal?: AbortSignal,
): Promise<string> {
  const parents = commit.parents.flatMap((parent) => ['-p', parent]);
  const { date } = commit;
  return git.text(['commit-tree', '--no-gpg-sign', `${commit.tree}^{tree}`, ...parents], {
    input: `${commit.message}\n`,
    signal,
    ...(date === undefined ? {} : { env: { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date } }),
  });
}

/**
 * @param revision anything that git can read as a tree: a commit, a tree, a ref.
 * @returns the full name of the tree.
 * @throws {SwarmError} `git` when there is no such thing.
 */
export function treeOf(git: GitCommand, revision: string): Promise<string> {
  const args = ['rev-parse', '--verify', '--end-of-options', `${revision}^{tree}`];
  return git.answers.ask('tree', [revision], () => git.text(args));
}

/** @returns the commit that `revision` names, or undefined when there is none. */
export async function commitOf(git: GitCommand, revision: string): Promise<string | undefined> {
  const args = ['rev-parse', '--quiet', '--verify', '--end-of-options', `${revision}^{commit}`];
  const answer = await git.run(args, { allow: [1] });
  return answer.exitCode === 0 ? answer.text : undefined;
}

/**
 * What objects hold, all read by one process.
 * @param ids full names of objects of that kind.
 * @returns the bytes by name.
 * @throws {SwarmError} `git` when one of them is not there, or something else.
 */
export async function readObjects(
  git: GitCommand,
  kind: 'blob' | 'tree',
  ids: Iterable<string>,
  signal?: AbortSignal,
): Promise<Map<string, Buffer>> {
  const wanted = [...new Set(ids)];
  const objects = new Map<string, Buffer>();
  if (wanted.length === 0) return objects;
  const input = wanted.map((id) => `${id}\n`).join('');
  const { bytes } = await git.run(['cat-file', '--batch'], { input, signal });
  let end = 0;
  for (const id of wanted) {
    const start = bytes.indexOf('\n', end) + 1;
    const [, found, size] = bytes.toString('latin1', end, start - 1).split(' ');
    if (found !== kind) throw new SwarmError('git', `${git.cwd} has no ${kind} ${id}.`);
    objects.set(id, bytes.subarray(start, start + Number(size)));
    end = start + Number(size) + 1;
  }
  return objects;
}

/** What files hold; see {@link readObjects}. */
export function readBlobs(git: GitCommand, ids: Iterable<string>): Promise<Map<string, Buffer>> {
  return readObjects(git, 'blob', ids);
}
