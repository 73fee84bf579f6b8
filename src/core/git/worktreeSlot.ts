import { lstat, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readTextIfExists } from '../base/atomicFile.ts';
import { filesAsCheckedOut } from './checkedOutFiles.ts';
import type { GitCommand } from './gitCommand.ts';
import type { Repository } from './repository.ts';
import { copyIndex } from './temporaryIndex.ts';
import { parseRawChanges } from './treeChanges.ts';
import { dependencyPatterns, untrackedFiles } from './workingFiles.ts';

/** A worktree of the repository that is ours alone. */
export interface WorktreeSlot {
  /** Absolute, with no symbolic link in it. */
  readonly path: string;
  /** What was checked out when it was claimed. */
  readonly commit: string;
  /** In the repository's common directory. */
  readonly gitDirectory: string;
  /** Bound to this worktree, whatever somebody makes of its `.git` file. */
  readonly git: GitCommand;
  /** Files that git calls edited though nobody touched them: they break `.gitattributes`. */
  readonly unsteady: ReadonlySet<string>;
}

/** What a git command that did not end leaves in a git directory, and what stops a checkout. */
const leftovers = [
  'index.lock',
  'HEAD.lock',
  'locked',
  'MERGE_HEAD',
  'CHERRY_PICK_HEAD',
  'REVERT_HEAD',
  'BISECT_LOG',
  'rebase-merge',
  'rebase-apply',
  'sequencer',
];

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}

/** Where the index is kept as the checkout made it: nobody else's flags are in it. */
export function cleanIndexOf(gitDirectory: string): string {
  return join(gitDirectory, 'swarm-autofix-index');
}

/** Git with the index as the checkout made it: a file that somebody has added to theirs is still new. */
export function withCleanIndex({ git, gitDirectory }: WorktreeSlot): GitCommand {
  return git.with({ GIT_INDEX_FILE: cleanIndexOf(gitDirectory) });
}

/** The git directory of this repository that a worktree's `.git` file names, if it names one. */
export async function claimedGitDirectory(
  repository: Pick<Repository, 'commonDirectory'>,
  path: string,
): Promise<string | undefined> {
  const status = await lstat(join(path, '.git')).catch(() => undefined);
  if (!status?.isFile()) return undefined;
  const pointer = (await readTextIfExists(join(path, '.git'))) ?? '';
  const gitDirectory = resolve(path, /^gitdir: (.+?)\r?\n?$/s.exec(pointer)?.[1] ?? '.');
  const isOurs = dirname(gitDirectory) === join(repository.commonDirectory, 'worktrees');
  return isOurs ? gitDirectory : undefined;
}

/**
 * @param path of a worktree, with no symbolic link in it.
 * @returns its git directory, or undefined unless it and the repository know each other.
 */
export async function gitDirectoryOf(
  repository: Pick<Repository, 'commonDirectory'>,
  path: string,
): Promise<string | undefined> {
  const gitDirectory = await claimedGitDirectory(repository, path);
  if (gitDirectory === undefined) return undefined;
  const back = (await readTextIfExists(join(gitDirectory, 'gitdir'))) ?? '';
  return resolve(gitDirectory, back.trimEnd()) === join(path, '.git') ? gitDirectory : undefined;
}

/** What the HEAD of a slot says: a commit, or the branch that somebody has moved it to. */
export function headOf({
  gitDirectory,
}: Pick<WorktreeSlot, 'gitDirectory'>): Promise<string | undefined> {
  return readTextIfExists(join(gitDirectory, 'HEAD'));
}

function isDetached(head: string | undefined): boolean {
  return /^[0-9a-f]{40,64}\n$/.test(head ?? '');
}

/** The patterns of a sparse checkout, or undefined when everything is checked out. */
async function sparsePatterns(git: GitCommand, gitDirectory: string): Promise<string | undefined> {
  const patterns = await readTextIfExists(join(gitDirectory, 'info', 'sparse-checkout'));
  if (patterns === undefined) return undefined;
  const read = ['config', '--type=bool', '--get', 'core.sparseCheckout'];
  const { text } = await git.run(read, { allow: [1] });
  return text === 'true' ? patterns : undefined;
}

/**
 * @returns the slot at `path`, or undefined unless it is sound: known to the repository, detached,
 * with an index, in the middle of nothing, and as sparse as the working tree.
 */
export async function findSlot(
  repository: Repository,
  path: string,
  commit: string,
): Promise<WorktreeSlot | undefined> {
  const gitDirectory = await gitDirectoryOf(repository, path);
  if (gitDirectory === undefined) return undefined;
  if (!isDetached(await headOf({ gitDirectory }))) return undefined;
  const found = await Promise.all(leftovers.map((name) => exists(join(gitDirectory, name))));
  if (found.includes(true)) return undefined;
  const git = repository.git.at(path).with({ GIT_DIR: gitDirectory, GIT_WORK_TREE: path });
  const wanted = await sparsePatterns(repository.git, repository.gitDirectory);
  if ((await sparsePatterns(git, gitDirectory)) !== wanted) return undefined;
  return { path, commit, gitDirectory, git, unsteady: new Set() };
}

// A reset moves the branch that HEAD is on, which may be one of the user's.
async function leaveBranch(slot: WorktreeSlot): Promise<void> {
  if (isDetached(await headOf(slot))) return;
  await slot.git.run(['update-ref', '--no-deref', 'HEAD', slot.commit]);
}

/**
 * Makes the files of a slot those of its commit; ignored files and dependency folders stay. Nobody
 * else may be at work in the slot.
 */
export async function checkOut(slot: WorktreeSlot, signal?: AbortSignal): Promise<void> {
  const except = dependencyPatterns.map((pattern) => `--exclude=${pattern}`);
  await rm(join(slot.gitDirectory, 'index.lock'), { force: true });
  await leaveBranch(slot);
  await slot.git.run(['reset', '--quiet', '--hard', slot.commit], { signal });
  await slot.git.run(['clean', '-ffdq', ...except], { signal });
  await copyIndex(join(slot.gitDirectory, 'index'), cleanIndexOf(slot.gitDirectory));
}

/** What git calls edited: files that really are, and those that are as a checkout writes them. */
async function lookForEdits(
  slot: WorktreeSlot,
): Promise<{ readonly edited: string | undefined; readonly unsteady: ReadonlySet<string> }> {
  const args = ['diff-files', '-z', '--raw', '--no-renames', '--no-abbrev'];
  const cells = await slot.git.list([...args, '--ignore-submodules=all']);
  const changes = parseRawChanges(cells);
  const changed = changes.find(({ before, after }) => before?.mode !== after?.mode);
  if (changed !== undefined) return { edited: changed.path, unsteady: new Set() };
  const paths = changes.map(({ path }) => path);
  const files = { tree: slot.commit, paths, storage: slot.gitDirectory };
  const unsteady = await filesAsCheckedOut(slot.git, files);
  return { edited: paths.find((path) => !unsteady.has(path)), unsteady };
}

/** Why a slot cannot be used, or the slot with what was found out about it. */
export type ExaminedSlot =
  | { readonly complaint: string }
  | { readonly complaint: undefined; readonly slot: WorktreeSlot };

/** Makes sure that a slot, which was checked out just now, is its commit to the byte. */
export async function examineSlot(slot: WorktreeSlot): Promise<ExaminedSlot> {
  const head = await headOf(slot);
  if (head?.trim() !== slot.commit) return { complaint: 'HEAD is not at the commit' };
  const [{ edited, unsteady }, [untracked]] = await Promise.all([
    lookForEdits(slot),
    untrackedFiles(slot.git),
  ]);
  if (edited !== undefined) return { complaint: `${edited} is not that of the commit` };
  if (untracked !== undefined) return { complaint: `${untracked} does not belong to the commit` };
  return { complaint: undefined, slot: { ...slot, unsteady } };
}
