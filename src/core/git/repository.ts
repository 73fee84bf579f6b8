import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type RunProcess, runProcess } from '../base/runProcess.ts';
import { isSwarmError, SwarmError } from '../base/swarmError.ts';
import { UnusableGit } from '../base/unusableGit.ts';
import { refuseMissingFilters } from './contentFilters.ts';
import { type GitAnswer, GitCommand } from './gitCommand.ts';

/** A working tree with its repository. All paths are absolute. */
export interface Repository {
  /** The root of the working tree. */
  readonly workingTree: string;
  /** This working tree's own git directory. */
  readonly gitDirectory: string;
  /** The git directory that all linked worktrees share. */
  readonly commonDirectory: string;
  /** Where the journal and the locks are, inside the common directory. */
  readonly storageDirectory: string;
  /** A short readable name with a hash, unique for each common directory of this machine. */
  readonly repositoryId: string;
  /** From the root to the folder that was asked for: empty, or with `/` at its end. */
  readonly prefix: string;
  /** Runs at the root of the working tree. */
  readonly git: GitCommand;
}

function refuse(message: string, original?: unknown): never {
  throw new SwarmError('repository', message, original);
}

async function isFolder(path: string): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  return status?.isDirectory() ?? false;
}

/** `git <command> -h` prints its options and ends with 129, in a repository or not. */
async function refuseOldGit(git: GitCommand): Promise<void> {
  const usage = await git.run(['merge-tree', '-h'], { allow: [129] }).catch((error) => {
    if (isSwarmError(error, 'process')) throw new UnusableGit('git is not installed', error);
    throw error;
  });
  if (`${usage.text}${usage.complaint}`.includes('--stdin')) return;
  const version = await git.text(['version']);
  throw new UnusableGit(`${version} is too old`);
}

function explain(answer: GitAnswer, folder: string): never {
  const { complaint } = answer;
  if (/dubious ownership|unsafe repository/.test(complaint)) {
    const command = /git config --global --add safe\.directory .*/.exec(complaint)?.[0];
    refuse(`git does not trust ${folder}, it belongs to another user; if you do: ${command}`);
  }
  if (/not a git repository/.test(complaint)) {
    const words = 'work in one, or make one with: git init';
    throw new SwarmError('noRepository', `${folder} is not in a git repository; ${words}`);
  }
  refuse(`git cannot work in ${folder}: ${complaint.trim().split('\n')[0]}`);
}

async function refuseWithoutWorkingTree(git: GitCommand, folder: string): Promise<void> {
  const questions = ['--is-inside-git-dir', '--is-bare-repository', '--is-inside-work-tree'];
  const answer = await git.run(['rev-parse', ...questions], { allow: [128] });
  if (answer.exitCode !== 0) explain(answer, folder);
  const [isInGitDirectory, isBare, isInWorkingTree] = answer.text.split('\n');
  if (isBare === 'true') refuse(`${folder} is a bare repository; run this in a working tree.`);
  if (isInGitDirectory === 'true' || isInWorkingTree !== 'true') {
    refuse(`${folder} is inside a git directory; run this in the working tree.`);
  }
}

type Places = readonly [root: string, gitDirectory: string, common: string, prefix: string];

async function askForPlaces(git: GitCommand): Promise<Places> {
  const questions = ['--show-toplevel', '--absolute-git-dir', '--git-common-dir', '--show-prefix'];
  const text = await git.text(['rev-parse', '--path-format=absolute', ...questions]);
  const [root, gitDirectory, common, prefix, ...rest] = text.split('\n');
  if (root === undefined || gitDirectory === undefined || common === undefined || rest.length > 0) {
    refuse(`The path of ${git.cwd} has a line break in it; rename the folder.`);
  }
  return [root, gitDirectory, common, prefix ?? ''];
}

/** @throws {SwarmError} `repository` when a merge or the like has left files that are not resolved. */
export async function refuseUnmerged(git: GitCommand): Promise<void> {
  const entries = await git.list(['ls-files', '--unmerged', '--full-name', '-z']);
  const paths = [...new Set(entries.map((entry) => entry.slice(entry.indexOf('\t') + 1)))];
  if (paths.length === 0) return;
  const others = paths.length === 1 ? '' : ` and ${paths.length - 1} more`;
  refuse(`${paths[0]}${others} has conflicts in ${git.cwd}; finish or abort the merge first.`);
}

async function identify(commonDirectory: string): Promise<string> {
  const real = await realpath(commonDirectory);
  const folder = basename(real) === '.git' ? dirname(real) : real;
  const name = basename(folder).replace(/[^A-Za-z0-9_-]+/g, '-');
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 12);
  return `${name.slice(0, 40)}-${hash}`;
}

/**
 * @param folder the root of a working tree, or any folder below it.
 * @throws {SwarmError} in one line that says what to do: `noRepository`; `repository` when it has no
 * working tree, when it has unmerged files, when git does not trust it, or when a filter that its
 * files need is not installed; `environment` when git is missing or too old. Nothing is changed in
 * any case.
 */
export async function openRepository(
  folder: string,
  run: RunProcess = runProcess,
): Promise<Repository> {
  if (!(await isFolder(folder))) refuse(`${folder} is not a folder.`);
  const start = new GitCommand(folder, run);
  await refuseOldGit(start);
  await refuseWithoutWorkingTree(start, folder);
  const [root, gitDirectory, common, prefix] = await askForPlaces(start);
  const workingTree = resolve(root);
  const commonDirectory = resolve(common);
  const git = start.at(workingTree);
  await refuseUnmerged(git);
  await refuseMissingFilters(git);
  return {
    workingTree,
    commonDirectory,
    gitDirectory: resolve(gitDirectory),
    storageDirectory: join(commonDirectory, 'swarm-autofix'),
    repositoryId: await identify(commonDirectory),
    prefix,
    git,
  };
}
