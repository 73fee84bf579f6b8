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

/**
 * @param path as an agent writes it: absolute, relative to `root`, or an address of a file.
 * @returns where it leads, relative to `root` with `/`, all links followed; undefined outside.
 */
export async function pathInside(root: string, path: string): Promise<string | undefined> {
  const written = path.startsWith('file://') ? fileURLToPath(path) : path;
  if (written.includes('\0')) return undefined;
  const [place, base] = await Promise.all([realPlace(resolve(root, written)), realpath(root)]);
  if (place === undefined) return undefined;
  const inside = relative(base, place);
  if (isAbsolute(inside) || inside === '..' || inside.startsWith(`..${sep}`)) return undefined;
  return inside.split(sep).join('/');
}

/** What is in a worktree, and yet nobody's to write: git's own files, and packages. */
const untouchable: ReadonlySet<string> = new Set(['.git', 'node_modules', '.venv', 'venv']);

/** The same for a place to write to. */
export async function writablePathInside(root: string, path: string): Promise<string | undefined> {
  const inside = await pathInside(root, path);
  if (inside === undefined || inside === '') return undefined;
  return inside.split('/').some((part) => untouchable.has(part.toLowerCase())) ? undefined : inside;
}
