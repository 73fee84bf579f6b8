import { access, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { SwarmError, systemCodeOf } from '../core/base/swarmError.ts';

function refuse(path: string, why: string): never {
  const shown = path.length > 200 ? `${path.slice(0, 200)}…` : path;
  throw new SwarmError('usage', `${JSON.stringify(shown)} ${why}.`);
}

/** @returns the way from one folder to a path in it; undefined when it is not in it. */
function wayInside(folder: string, path: string): string | undefined {
  const way = relative(folder, path);
  const leadsOut = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
  return leadsOut ? undefined : way;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function realPathOf(folder: string, path: string): Promise<string> {
  try {
    return await realpath(resolve(folder, path));
  } catch (error) {
    if (systemCodeOf(error) === 'ELOOP') refuse(path, 'is a link that leads nowhere');
    return refuse(path, `is not there; paths are relative to ${folder}`);
  }
}

/** True when a folder between the two is a repository of its own, or git's own folder. */
async function leavesRepository(folder: string, way: string): Promise<boolean> {
  const steps = way.split(sep);
  if (steps.includes('.git')) return true;
  for (let at = join(folder, way); at !== folder; at = dirname(at)) {
    if (await isThere(join(at, '.git'))) return true;
  }
  return false;
}

/**
 * Where a path leads that somebody else has named.
 * @param folder absolute, without links in it.
 * @returns the way from the folder, without links; empty for the folder itself.
 * @throws {SwarmError} `usage` in one line for a path that is not there, or that leads out of the
 * folder, through a link or not, or into another repository.
 */
async function projectPath(folder: string, path: string): Promise<string> {
  if (path.includes('\0')) refuse(path, 'is no path');
  const outside = `is outside of ${folder}`;
  if (wayInside(folder, resolve(folder, path)) === undefined) refuse(path, outside);
  const way = wayInside(folder, await realPathOf(folder, path));
  if (way === undefined) return refuse(path, `${outside}: a link leads there`);
  if (await leavesRepository(folder, way)) refuse(path, 'belongs to another repository, or to git');
  return way;
}

/** See {@link projectPath}. */
export async function projectPaths(folder: string, paths: readonly string[]): Promise<string[]> {
  const ways: string[] = [];
  for (const path of paths) ways.push(await projectPath(folder, path));
  return ways;
}
