import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../base/atomicFile.ts';
import { systemCodeOf } from '../base/swarmError.ts';
import type { GitCommand } from './gitCommand.ts';

/**
 * Copies an index file, if there is one.
 * The time goes with it, a little earlier: from the time of its index git tells which files may have
 * been changed since without a trace in their own times (git's "racy git" document).
 */
export async function copyIndex(from: string, to: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(from);
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to);
    const earlier = (Math.floor(mtimeMs) - 1) / 1000;
    await utimes(to, earlier, earlier);
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') throw error;
  }
}

const temporaryKinds = ['index', 'checkout', 'overlay', 'conflict'] as const;
/** Longer than any git command of ours may take. */
const abandonedAfterMs = 3_600_000;

/** A name in the storage folder that nobody else has, and that goes in the end whatever happens. */
export function temporaryName(kind: (typeof temporaryKinds)[number]): string {
  return `${kind}-${randomUUID()}`;
}

function isTemporary(name: string): boolean {
  return temporaryKinds.some((kind) => name.startsWith(`${kind}-`));
}

/** Processes that were killed could not remove theirs. */
async function removeAbandoned(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter(isTemporary);
  for (const name of names) {
    const { ctimeMs = Date.now() } = (await stat(join(folder, name)).catch(() => undefined)) ?? {};
    const isAbandoned = Date.now() - ctimeMs > abandonedAfterMs;
    if (isAbandoned) await rm(join(folder, name), { recursive: true, force: true });
  }
}

export interface TemporaryIndex {
  /** The index to begin with; without it, an empty one. */
  readonly copyOf?: string;
  /** Where the temporary file lives while `work` runs. */
  readonly folder: string;
}

/** Lets `work` run git on an index of its own, which is removed afterwards. */
export async function withTemporaryIndex<T>(
  git: GitCommand,
  index: TemporaryIndex,
  work: (git: GitCommand) => Promise<T>,
): Promise<T> {
  await makeFolder(index.folder);
  await removeAbandoned(index.folder);
  const path = join(index.folder, temporaryName('index'));
  try {
    if (index.copyOf !== undefined) await copyIndex(index.copyOf, path);
    return await work(git.with({ GIT_INDEX_FILE: path }));
  } finally {
    await rm(path, { force: true });
    await rm(`${path}.lock`, { force: true });
  }
}
