import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf, SwarmError, systemCodeOf } from './base/swarmError.ts';
import type { Repository } from './git/repository.ts';
import type { SwarmHost } from './swarmHost.ts';

/** Where things are written, and how a person has them elsewhere. */
export interface StoragePlaces {
  readonly host: Pick<SwarmHost, 'storageDir' | 'storageHint'>;
  readonly repository: Pick<Repository, 'commonDirectory'>;
}

/** Below that, a disk is what people call full. */
const fewBytes = 1024 * 1024;

// What a worker or git has come upon arrives here in words only.
const isFull = /\bENOSPC\b|no space left on device|\bEDQUOT\b|disk quota exceeded/i;
const isClosed = /\b(EACCES|EROFS|EPERM|ENOTDIR|ENOENT)\b|permission denied|read-only file system/i;

/** How many bytes can be written below a folder, which need not be there yet. */
async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const above = dirname(folder);
    const isMissing = systemCodeOf(error) === 'ENOENT' && above !== folder;
    return isMissing ? freeBytes(above) : Number.POSITIVE_INFINITY;
  }
}

async function describeFull(
  { host, repository }: StoragePlaces,
  error: unknown,
): Promise<SwarmError> {
  const { storageDir, storageHint } = host;
  const { commonDirectory } = repository;
  const [forWorkers, forResults] = [await freeBytes(storageDir), await freeBytes(commonDirectory)];
  if (forWorkers > fewBytes && forResults < fewBytes) {
    const where = `${commonDirectory}, where results are kept`;
    return new SwarmError('environment', `No space is left in ${where}; free some.`, error);
  }
  const where = `${storageDir}, where workers have their worktrees`;
  const advice = `free some, or choose another folder with ${storageHint}`;
  return new SwarmError('storage', `No space is left in ${where}; ${advice}.`, error);
}

/** Says of a failure that comes from the disk which folder it is about; all others stay as they are. */
export async function explainStorage(places: StoragePlaces, error: unknown): Promise<unknown> {
  const words = messageOf(error);
  if (isFull.test(words)) return describeFull(places, error);
  if (!isClosed.test(words)) return error;
  const { commonDirectory } = places.repository;
  if (words.includes(commonDirectory)) {
    const why = `Nothing can be written to ${commonDirectory}, where results are kept (${words})`;
    return new SwarmError('environment', `${why}; make that possible first.`, error);
  }
  const { storageDir, storageHint } = places.host;
  if (!words.includes(storageDir)) return error;
  const what = `Workers cannot have their worktrees in ${storageDir} (${words})`;
  return new SwarmError('storage', `${what}; choose another folder with ${storageHint}.`, error);
}
