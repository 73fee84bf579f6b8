import { watch } from 'node:fs';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunStore } from './runStore.ts';

/** Its presence in a run's folder asks the process that runs it to stop. */
const fileName = 'cancel';

/**
 * Asks whatever process works on the run to stop. A file, and no signal: that process may be an
 * editor, which has more to do than this run.
 */
export async function requestCancel(store: RunStore, runId: string): Promise<void> {
  const folder = store.runDirectory(runId);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, fileName), '');
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** What may come to a run from outside. */
export interface OutsideEvents {
  readonly cancelled: () => void;
  /** Somebody has removed the run, most likely with its repository. */
  readonly removed: () => void;
}

/**
 * Waits for a request to stop, or for the run's folder to go; tells of the first, once.
 * @returns how to stop waiting.
 */
export function watchForCancel(store: RunStore, runId: string, events: OutsideEvents): () => void {
  const folder = store.runDirectory(runId);
  const watcher = watch(folder, { persistent: false });
  let isOver = false;
  const stop = (): void => {
    isOver = true;
    watcher.close();
  };
  const look = async (): Promise<void> => {
    const isAsked = await isThere(join(folder, fileName));
    const isLeft = isAsked || (await isThere(folder));
    if (isOver || (isLeft && !isAsked)) return;
    stop();
    if (isAsked) events.cancelled();
    else events.removed();
  };
  watcher.on('change', () => void look());
  watcher.on('error', () => void look());
  void look();
  return stop;
}
