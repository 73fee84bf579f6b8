import { constants } from 'node:fs';
import { copyFile, link, mkdir, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { systemCodeOf, throwIfCancelled } from '../base/swarmError.ts';
import { installRecords } from './dependencyFolders.ts';

/** How a file is brought over: sharing its blocks until one is written, or itself, or not at all. */
export type CopyMethod = 'reflink' | 'hardlink' | 'copy';

/** What tools keep for themselves and write in place. */
export const scratchFolders: readonly string[] = [
  '.cache',
  '.tmp',
  '.vite',
  '.vite-temp',
  '.vitest',
];

/** From one working tree to another, both absolute. */
export interface CopyRoots {
  readonly source: string;
  readonly target: string;
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith('../') && !isAbsolute(way);
}

/** Links into the working tree shall lead to the same place in the slot; others stay what they are. */
async function copyLink(roots: CopyRoots, from: string, to: string): Promise<void> {
  const target = await readlink(from);
  const absolute = resolve(dirname(from), target);
  const isOwn = isInside(roots.source, absolute);
  const moved = isOwn ? join(roots.target, relative(roots.source, absolute)) : absolute;
  await symlink(isOwn && !isAbsolute(target) ? target : moved, to);
}

async function copyOne(method: CopyMethod, from: string, to: string): Promise<void> {
  if (method === 'copy') return copyFile(from, to, constants.COPYFILE_EXCL);
  if (method === 'reflink') return copyFile(from, to, constants.COPYFILE_FICLONE_FORCE);
  try {
    await link(from, to);
  } catch (error) {
    const code = systemCodeOf(error) ?? '';
    if (!['EMLINK', 'EPERM', 'EXDEV'].includes(code)) throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
  }
}

/** Finds out on one file what the file systems of both ends can do. */
async function chooseMethod(sample: string, folder: string): Promise<CopyMethod> {
  const probe = join(folder, '.probe');
  for (const method of ['reflink', 'hardlink'] as const) {
    try {
      if (method === 'reflink') await copyOne(method, sample, probe);
      else await link(sample, probe);
      return method;
    } catch {
      // The next way is tried; the last one, plain copying, reports its own errors.
    } finally {
      await rm(probe, { force: true });
    }
  }
  return 'copy';
}

/** Copies one folder with all that is in it. */
export class DependencyCopy {
  readonly #roots: CopyRoots;
  readonly #signal: AbortSignal | undefined;
  #method: CopyMethod | undefined;

  constructor(roots: CopyRoots, signal?: AbortSignal) {
    this.#roots = roots;
    this.#signal = signal;
  }

  /** How files were brought over, as far as there were any. */
  get method(): CopyMethod {
    return this.#method ?? 'copy';
  }

  async copy(from: string, to: string): Promise<void> {
    throwIfCancelled(this.#signal);
    await mkdir(to);
    const entries = await readdir(from, { withFileTypes: true });
    const sample = entries.find((entry) => entry.isFile());
    if (sample !== undefined) this.#method ??= await chooseMethod(join(from, sample.name), to);
    const folders: string[] = [];
    for (const entry of entries) {
      const [source, target] = [join(from, entry.name), join(to, entry.name)];
      if (entry.isSymbolicLink()) await copyLink(this.#roots, source, target);
      else if (entry.isFile()) await copyOne(this.#methodFor(entry.name), source, target);
      else if (entry.isDirectory()) folders.push(entry.name);
    }
    const kept = folders.filter((name) => !scratchFolders.includes(name));
    await Promise.all(kept.map((name) => this.copy(join(from, name), join(to, name))));
  }

  // What is written in place must not be shared with the original.
  #methodFor(name: string): CopyMethod {
    return installRecords.includes(name) ? 'copy' : this.method;
  }
}
