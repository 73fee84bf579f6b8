import { lstat, realpath, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { GitCommand } from './gitCommand.ts';

/** Written by each package manager when it has installed, and in place. */
export const installRecords: readonly string[] = [
  '.package-lock.json',
  '.modules.yaml',
  '.yarn-state.yml',
  '.yarn-integrity',
];

/** Python environments at the root. */
export const environments: readonly string[] = ['.venv', 'venv'];

function isDependency(path: string): boolean {
  return path.split('/').includes('node_modules');
}

/**
 * Where dependencies of the packages in a worktree would be, relative to its root: beside each
 * `package.json` that is tracked, unless they are tracked as well.
 * @param commit what the worktree was checked out at just now.
 */
export function dependencyFolders(git: GitCommand, commit: string): Promise<string[]> {
  return git.answers.ask('dependencies', [commit], () => findDependencyFolders(git));
}

async function findDependencyFolders(git: GitCommand): Promise<string[]> {
  const tracked = await git.list(['ls-files', '-z']);
  const packages = tracked.filter((path) => posix.basename(path) === 'package.json');
  const roots = ['.', ...packages.filter((path) => !isDependency(path)).map(posix.dirname)];
  const folders = [...new Set(roots)].map((root) => posix.join(root, 'node_modules'));
  const dependencies = tracked.filter(isDependency);
  const isTracked = (folder: string, files: readonly string[]): boolean =>
    files.some((path) => path === folder || path.startsWith(`${folder}/`));
  return [
    ...folders.filter((folder) => !isTracked(folder, dependencies)),
    ...environments.filter((folder) => !isTracked(folder, tracked)),
  ];
}

async function recordOf(path: string): Promise<string | undefined> {
  const status = await stat(path).catch(() => undefined);
  return status === undefined ? undefined : `${status.ino} ${status.mtimeMs}`;
}

/** @returns what changes when a folder is installed anew; undefined when there is no such folder. */
export async function installState(folder: string): Promise<string | undefined> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) return undefined;
  const status = await lstat(folder);
  if (status.isSymbolicLink()) return `link to ${real}`;
  if (!status.isDirectory()) return undefined;
  for (const name of installRecords) {
    const record = await recordOf(join(folder, name));
    if (record !== undefined) return `${name} ${record}`;
  }
  return `folder ${status.ino} ${status.mtimeMs}`;
}
