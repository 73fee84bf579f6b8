import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readlink, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readTextIfExists } from '../base/atomicFile.ts';
import { hasPlainParents } from './diskFile.ts';
import type { GitCommand } from './gitCommand.ts';
import type { Repository } from './repository.ts';

/** Patterns as in `.gitignore`, of ignored files that a worktree needs, such as `.env`. */
const includeFile = '.worktreeinclude';

function isDependency(path: string): boolean {
  return path.split('/').includes('node_modules');
}

async function ignoredAmong(git: GitCommand, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  const input = paths.map((path) => `${path}\0`).join('');
  return git.list(['check-ignore', '-z', '--stdin'], { input, allow: [1] });
}

/** @returns the ignored files that `.worktreeinclude` at the root asks for, relative to the root. */
export async function includedFiles({ git, workingTree }: Repository): Promise<string[]> {
  const list = join(workingTree, includeFile);
  if ((await readTextIfExists(list)) === undefined) return [];
  const matching = ['--others', '--ignored', `--exclude-from=${list}`];
  const paths = await git.list(['ls-files', '-z', ...matching]);
  return ignoredAmong(
    git,
    paths.filter((path) => !path.endsWith('/') && !isDependency(path)),
  );
}

/** Copies files from one root to another; each replaces what is there. */
export async function copyFiles(from: string, to: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (!(await hasPlainParents(to, path))) continue;
    const [source, target] = [join(from, path), join(to, path)];
    await mkdir(dirname(target), { recursive: true });
    await rm(target, { recursive: true, force: true });
    const status = await lstat(source);
    if (status.isSymbolicLink()) await symlink(await readlink(source), target);
    else await copyFile(source, target, constants.COPYFILE_FICLONE);
  }
}
