import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCodeOf } from '../base/swarmError.ts';
import type { RunStore } from './runStore.ts';

/**
 * For what is to be done once for a run, however many windows are open on its repository.
 * @param what names it, and a file in the run's folder.
 * @returns true for the first that asks, of all processes.
 */
export async function claimFirst(store: RunStore, runId: string, what: string): Promise<boolean> {
  try {
    await writeFile(join(store.runDirectory(runId), what), '', { flag: 'wx' });
    return true;
  } catch (error) {
    // Somebody was first, or the run was removed meanwhile.
    if (['EEXIST', 'ENOENT'].includes(systemCodeOf(error) ?? '')) return false;
    throw error;
  }
}
