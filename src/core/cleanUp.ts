import { readdir, rm } from 'node:fs/promises';
import { isHeld, readLiveHolder, tryLock } from './base/lockFile.ts';
import { RepositoryBusy } from './base/repositoryBusy.ts';
import { SwarmError } from './base/swarmError.ts';
import type { Repository } from './git/repository.ts';
import { deleteRunRefs } from './git/swarmRefs.ts';
import type { TaskWorktrees } from './git/taskWorktree.ts';
import { forgetMerge, listMerges } from './git/undo.ts';
import { WorktreeSlots } from './git/worktreeSlots.ts';
import { requestCancel } from './manager/cancelRequest.ts';
import { runLockPath } from './manager/recovery.ts';
import type { RunStore } from './manager/runStore.ts';
import type { RunView } from './manager/runView.ts';
import { isUnreviewed } from './protocol/taskState.ts';

export interface CleanReport {
  readonly worktrees: number;
  readonly removedRuns: readonly string[];
  /** Runs that somebody still has to look at, and how many of their tasks. */
  readonly keptRuns: ReadonlyMap<string, number>;
}

function countUnreviewed(view: RunView): number {
  return [...view.tasks.values()].filter((task) => isUnreviewed(task.state)).length;
}

/**
 * Removes worktrees and finished runs. What is unreviewed, how merges are taken back, and opened
 * worktrees with edits in them go only with `all`.
 * @throws {SwarmError} `locked` while a run is going on.
 */
export async function cleanUp(
  repository: Repository,
  store: RunStore,
  slotsRoot: string,
  opened: TaskWorktrees,
  all: boolean,
): Promise<CleanReport> {
  const lock = await tryLock(runLockPath(repository), 'clean');
  if (!isHeld(lock)) throw new RepositoryBusy(repository.workingTree, lock);
  try {
    const slots = new WorktreeSlots(repository, slotsRoot);
    const worktrees = (await slots.list()).length + (await opened.remove(all));
    await slots.removeAll();
    await removeEmptyRest(slotsRoot);
    const removedRuns: string[] = [];
    const keptRuns = new Map<string, number>();
    for (const view of await store.views()) {
      const { runId } = view.record;
      const unreviewed = countUnreviewed(view);
      if (unreviewed > 0 && !all) {
        keptRuns.set(runId, unreviewed);
        continue;
      }
      await deleteRunRefs(repository.git, runId);
      await store.remove(runId);
      removedRuns.push(runId);
    }
    if (all) await forgetMerges(repository);
    return { worktrees, removedRuns, keptRuns };
  } finally {
    await lock.release();
  }
}

/** Lock files of slots that are gone. */
async function removeEmptyRest(slotsRoot: string): Promise<void> {
  const entries = await readdir(slotsRoot, { withFileTypes: true }).catch(() => []);
  if (entries.every((entry) => entry.isFile()))
    await rm(slotsRoot, { recursive: true, force: true });
}

async function forgetMerges(repository: Repository): Promise<void> {
  for (const merge of await listMerges(repository.git)) await forgetMerge(repository.git, merge);
}

/**
 * Asks the process of the run that is going on to stop; it keeps what has finished.
 * @returns the id of that run.
 * @throws {SwarmError} `notFound` when no run, or another one, is going on.
 */
export async function cancelRun(
  repository: Repository,
  store: RunStore,
  runId: string | undefined,
): Promise<string> {
  const holder = await readLiveHolder(runLockPath(repository));
  const last = (await store.views()).at(-1);
  if (holder === undefined || last === undefined || last.stopReason !== undefined) {
    throw new SwarmError('notFound', 'No run is going on in this repository.');
  }
  const current = last.record.runId;
  if (runId !== undefined && runId !== current) {
    throw new SwarmError('notFound', `Run ${runId} is not going on; ${current} is.`);
  }
  await requestCancel(store, current);
  return current;
}
