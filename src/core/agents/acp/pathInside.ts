import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}

/** Where a path leads, as far as it is there; undefined for a link that leads nowhere. */
async function realPlace(path: string): Promise<string | undefined> {
  const real = await realpath(path).catch(() => undefined);
  if (real !== undefined) return real;
  if (await exists(path)) return undefined;
  const parent = dirname(path);
  if (parent === path) return path;
  const place = await realPlace(parent);
  return place && join(place, basename(path));
}

/** No system knows longer ones. */
const longestPath = 4_096;

/** @returns undefined for what is no path of this machine. */
function readPath(path: string): string | undefined {
  if (path.length > longestPath || path.includes('\0')) return undefined;
  if (!path.startsWith('file:')) return path;
  try {
    return fileURLToPath(path);
  } catch {
    return undefined; // On another machine, or not an address at all.
  }
}

/**
 * @param path as an agent writes it: absolute, relative to `root`, or an address of a file.
 * @returns where it leads, relative to `root` with `/`, all links followed; undefined outside.
 */
export async function pathInside(root: string, path: string): Promise<string | undefined> {
  const written = readPath(path);
  if (written === undefined) return undefined;
  const [place, base] = await Promise.all([realPlace(resolve(root, written)), realpath(root)]);
  if (place === undefined) return undefined;
  const inside = relative(base, place);
  if (isAbsolute(inside) || inside === '..' || inside.startsWith(`..${sep}`)) return undefined;
  return inside.split(sep).join('/');
}

/** What is in a worktree, and yet nobody's to write: git's own files, and packages, as Windows reads names too. */
const untouchable = /^(?:\.git|git~\d|node_modules|\.?venv)(?:[. ]*|:.*)$/i;

/** The same for a place to write to. */
export async function writablePathInside(root: string, path: string): Promise<string | undefined> {
  const inside = await pathInside(root, path);
  if (inside === undefined || inside === '') return undefined;
  return inside.split('/').some((part) => untouchable.test(part)) ? undefined : inside;
}
