import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonLines } from '../base/jsonLines.ts';
import { killTree } from '../base/killTree.ts';
import { isHeld, tryLock } from '../base/lockFile.ts';
import { isSameProcess } from '../base/processIdentity.ts';
import { removeScratchRepositories } from '../bundles/scratchRepository.ts';
import { desksOf } from '../clients/deskRunner.ts';
import type { Repository } from '../git/repository.ts';
import type { RunnerEvent } from '../protocol/taskFile.ts';
import { isActive } from '../protocol/taskState.ts';
import { TaskFolder } from '../runner/taskFolder.ts';
import { type CloseTerminals, giveBackTerminals, noteLent } from './lentTerminals.ts';
import { RunRecorder } from './runRecorder.ts';
import type { RunStore } from './runStore.ts';
import { settleResult } from './settleResult.ts';

export interface RecoveryParts {
  readonly repository: Repository;
  readonly store: RunStore;
  readonly closeTerminals: CloseTerminals;
}

/** The lock that a run holds on its repository from its beginning to its end. */
export function runLockPath(repository: Repository): string {
  return join(repository.storageDirectory, 'run.lock');
}

/** Ends what a job has started and left, which it could not do itself; a server's workers are closed later. */
async function endLeftovers(folder: TaskFolder, recorder: RunRecorder): Promise<void> {
  const alive = new Map<number, string>();
  for (const event of (await readJsonLines(folder.eventsPath)) as RunnerEvent[]) {
    if (event.event === 'lent') await noteLent(recorder, event);
    if (event.event !== 'process') continue;
    if (event.alive) alive.set(event.pid, event.startedAt);
    else alive.delete(event.pid);
  }
  for (const [pid, startedAt] of alive) {
    // Without a start time a process of that id may be anybody's: it is left alone.
    if (startedAt !== '' && isSameProcess({ pid, startedAt })) killTree(pid);
  }
  await removeScratchRepositories(folder.directory);
}

async function recoverRun(
  { repository, store, closeTerminals }: RecoveryParts,
  runId: string,
): Promise<void> {
  const recorder = await RunRecorder.open(store, runId, () => undefined);
  const { tasks, stopReason } = recorder.view();
  if (stopReason !== undefined) return giveBackTerminals(recorder, closeTerminals);
  for (const { task, state } of [...tasks.values()]) {
    if (!isActive(state)) continue;
    const folder = new TaskFolder(recorder.taskDirectory(task.taskId));
    await endLeftovers(folder, recorder);
    const result = state === 'queued' ? undefined : await folder.readResult();
    if (result?.outcome === 'done' || result?.outcome === 'limited') {
      await settleResult(repository, recorder, task, result);
    } else {
      const reason = 'the run was cut off';
      await recorder.append({ event: 'task', taskId: task.taskId, change: 'cancelled', reason });
    }
  }
  // There may be secrets in one that no runner has come to.
  await rm(desksOf(recorder.directory), { recursive: true, force: true, maxRetries: 3 });
  await giveBackTerminals(recorder, closeTerminals);
  await recorder.append({ event: 'ended', stopReason: 'error' });
}

/**
 * Puts runs in order whose process is gone: what had finished is kept, what had not is cancelled,
 * what still runs of them is ended. A server that was lost is asked again to close what it has lent,
 * even to a run that has ended. Does nothing while a run is going on.
 */
export async function recoverRuns(parts: RecoveryParts): Promise<void> {
  const { repository, store } = parts;
  const unended = (await store.views()).filter(
    ({ stopReason, terminals }) => stopReason === undefined || terminals.size > 0,
  );
  if (unended.length === 0) return;
  const lock = await tryLock(runLockPath(repository), 'recovery');
  if (!isHeld(lock)) return;
  try {
    for (const { record } of unended) await recoverRun(parts, record.runId);
  } finally {
    await lock.release();
  }
}
