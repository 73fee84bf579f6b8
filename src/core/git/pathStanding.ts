import { lstat } from 'node:fs/promises';
import { posix, sep } from 'node:path';
import { systemCodeOf } from '../base/swarmError.ts';
import type { GitCommand } from './gitCommand.ts';
import { isDependency, unfinishedSuffix } from './workingFiles.ts';

/** How a path that git does not track stands to a snapshot: in it, left out, or none of its files. */
export type PathStanding = 'new' | 'ignored' | 'outside';

/** True for a path that can be a file of a repository: relative, with `/`, and without tricks. */
export function isRepositoryPath(path: string): boolean {
  const isPlain = (name: string): boolean =>
    name !== '' && name !== '.' && name !== '..' && name.toLowerCase() !== '.git';
  const isForeign = /^[A-Za-z]:|\0/.test(path) || (sep === '\\' && path.includes('\\'));
  return !isForeign && path.split('/').every(isPlain);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    const code = systemCodeOf(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    return false;
  }
}

/** Tells folders of this repository from links, and from repositories inside it; asks once a folder. */
class OwnFolders {
  readonly #root: string;
  readonly #answers = new Map<string, Promise<boolean>>();

  constructor(root: string) {
    this.#root = root;
  }

  holds(path: string): Promise<boolean> {
    return this.#isOwn(posix.dirname(path));
  }

  #isOwn(folder: string): Promise<boolean> {
    if (folder === '.') return Promise.resolve(true);
    const known = this.#answers.get(folder) ?? this.#look(folder);
    this.#answers.set(folder, known);
    return known;
  }

  async #look(folder: string): Promise<boolean> {
    if (!(await this.#isOwn(posix.dirname(folder)))) return false;
    const path = posix.join(this.#root, folder);
    // A folder that is not there yet is nobody else's.
    if (!(await isThere(path))) return true;
    return (await lstat(path)).isDirectory() && !(await isThere(posix.join(path, '.git')));
  }
}

function isLeftAlone(path: string): boolean {
  return isDependency(path) || path.endsWith(unfinishedSuffix);
}

async function ignoredAmong(git: GitCommand, paths: readonly string[]): Promise<Set<string>> {
  if (paths.length === 0) return new Set();
  const input = paths.map((path) => `${path}\0`).join('');
  const { bytes } = await git.run(['check-ignore', '-z', '--stdin'], { input, allow: [1] });
  return new Set(bytes.toString().split('\0'));
}

/**
 * How a snapshot would take files, whether they are there or not.
 * @param git at the root of the working tree.
 * @param paths those that are not tracked.
 */
export async function standingOfUntracked(
  git: GitCommand,
  paths: Iterable<string>,
): Promise<Map<string, PathStanding>> {
  const standings = new Map<string, PathStanding>();
  const folders = new OwnFolders(git.cwd);
  const open: string[] = [];
  for (const path of paths) {
    if (!isRepositoryPath(path) || !(await folders.holds(path))) standings.set(path, 'outside');
    else if (isLeftAlone(path)) standings.set(path, 'ignored');
    else open.push(path);
  }
  const ignored = await ignoredAmong(git, open);
  for (const path of open) standings.set(path, ignored.has(path) ? 'ignored' : 'new');
  return standings;
}
