import { lstat, readlink, realpath } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { systemCodeOf } from '../base/swarmError.ts';

export interface SymbolicLink {
  /** Where it lies; no other link is on the way there. */
  readonly path: string;
  /** What it says. */
  readonly target: string;
}

export interface TracedPath {
  /** Where it leads to in the end. */
  readonly real: string;
  /** The links on the way there. */
  readonly links: readonly SymbolicLink[];
}

/** The system itself follows no more. */
const mostLinks = 40;

const nowhere = ['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP'];

async function linkAt(path: string): Promise<SymbolicLink | undefined> {
  const status = await lstat(path);
  return status.isSymbolicLink() ? { path, target: await readlink(path) } : undefined;
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

async function walk(path: string): Promise<TracedPath | undefined> {
  const links: SymbolicLink[] = [];
  const ahead = partsOf(path);
  let here = '/';
  for (let part = ahead.shift(); part !== undefined; part = ahead.shift()) {
    // No link is left in what has been walked, so that `..` means what it says.
    const next = join(here, part);
    const link = await linkAt(next);
    if (link === undefined) {
      here = next;
      continue;
    }
    links.push(link);
    if (links.length > mostLinks) return undefined;
    ahead.unshift(...partsOf(link.target));
    if (isAbsolute(link.target)) here = '/';
  }
  // Some file systems know one name in many cases; the system's own answer has the one on the disk.
  return { real: await realpath(here), links };
}

/** @returns undefined when there is nothing, or nothing that this user may see. */
export async function tracePath(path: string): Promise<TracedPath | undefined> {
  try {
    return await walk(path);
  } catch (error) {
    if (nowhere.includes(systemCodeOf(error) ?? '')) return undefined;
    throw error;
  }
}
