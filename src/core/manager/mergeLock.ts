import { join } from 'node:path';
import { readHolder, withLock } from '../base/lockFile.ts';
import { isSwarmError, SwarmError } from '../base/swarmError.ts';
import type { Repository } from '../git/repository.ts';
import type { MergeRequest } from './mergeRequest.ts';

/** Writing a merge takes no time that anybody would notice, unless its disk does. */
export const mergePatienceMs = 60_000;

const namedAtMost = 3;

export interface MergeWait {
  /** What is about to be merged. */
  readonly requests: readonly MergeRequest[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

function purposeOf(requests: readonly MergeRequest[]): string {
  const names = [...new Set(requests.map(({ task }) => task.task.taskId))];
  const more = names.length - namedAtMost;
  const named = names.slice(0, namedAtMost).join(', ');
  return `merge of ${named}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * Lets nobody else merge meanwhile.
 * @throws {SwarmError} `locked`, with what is being merged, when somebody else does that for too long.
 */
export async function withMergeLock<T>(
  { storageDirectory }: Repository,
  { requests, timeoutMs, signal }: MergeWait,
  work: () => Promise<T>,
): Promise<T> {
  const path = join(storageDirectory, 'merge.lock');
  let hasBegun = false;
  try {
    return await withLock(path, { purpose: purposeOf(requests), timeoutMs, signal }, () => {
      hasBegun = true;
      return work();
    });
  } catch (error) {
    // Its own message says to end the process, which may well be the one that asks.
    if (hasBegun || !isSwarmError(error, 'locked')) throw error;
    const holder = await readHolder(path);
    const other = holder === undefined ? 'Another merge' : `The ${holder.purpose}`;
    const text = `${other} is still going on; try again when it has ended.`;
    throw new SwarmError('locked', text, error);
  }
}
