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

/**
 * Waits for such a request, and calls `cancel` once.
 * @returns how to stop waiting.
 */
export function watchForCancel(store: RunStore, runId: string, cancel: () => void): () => void {
  const folder = store.runDirectory(runId);
  const watcher = watch(folder, { persistent: false });
  const stop = (): void => watcher.close();
  const look = async (): Promise<void> => {
    try {
      await access(join(folder, fileName));
    } catch {
      // Not asked yet, or the run's folder is gone: then there is nobody who could ask.
      return;
    }
    stop();
    cancel();
  };
  watcher.on('change', () => void look());
  watcher.on('error', stop);
  void look();
  return stop;
}
