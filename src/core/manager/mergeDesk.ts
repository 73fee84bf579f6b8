import { join } from 'node:path';
import { withLock } from '../base/lockFile.ts';
import { SwarmError } from '../base/swarmError.ts';
import { commitTree } from '../git/gitObjects.ts';
import { type FileSelection, treeWithHunks } from '../git/hunks.ts';
import { buildTrain, type TrainCandidate, type TrainConflict } from '../git/mergeTrain.ts';
import type { Repository } from '../git/repository.ts';
import { takeSnapshot } from '../git/snapshot.ts';
import { listMerges, undoMerge } from '../git/undo.ts';
import { applyTree } from '../git/writeBack.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';
import { matchIssues } from '../runner/matchIssues.ts';
import { RunRecorder } from './runRecorder.ts';
import type { RunStore } from './runStore.ts';
import type { TaskView } from './runView.ts';
import { type DoubtedCandidate, VerifiedTrain } from './verifiedTrain.ts';

const lockTimeoutMs = 60_000;

export interface MergeRequest {
  readonly runId: string;
  readonly task: TaskView;
  /** None means all of it. */
  readonly parts: readonly FileSelection[];
}

export interface MergeReport {
  /** Empty when nothing was merged. */
  readonly mergeId: string;
  readonly merged: readonly string[];
  readonly files: readonly string[];
  readonly conflicted: readonly TrainConflict[];
  readonly doubted: readonly DoubtedCandidate[];
}

/** What all checkers say of a commit. */
export type CheckCommit = (commit: string) => Promise<readonly Diagnostic[]>;

interface Combined {
  readonly tree: string;
  readonly merged: readonly string[];
  readonly conflicted: readonly TrainConflict[];
  readonly doubted: readonly DoubtedCandidate[];
}

/** Brings fixes into the working tree, and takes them out again. */
export class MergeDesk {
  readonly #repository: Repository;
  readonly #store: RunStore;
  readonly #newMergeId: () => string;

  constructor(repository: Repository, store: RunStore, newMergeId: () => string) {
    this.#repository = repository;
    this.#store = store;
    this.#newMergeId = newMergeId;
  }

  /**
   * Merges what can be merged, all of it in one step or nothing. With `check`, the result is checked
   * before anything is written, and what does not hold is left out.
   * @throws {SwarmError} `state` for a task that has nothing to merge; `conflict` when the user
   * edited one of the files at that very moment.
   */
  async merge(
    requests: readonly MergeRequest[],
    check?: CheckCommit,
    signal?: AbortSignal,
  ): Promise<MergeReport> {
    const lock = join(this.#repository.storageDirectory, 'merge.lock');
    const wait = { purpose: 'merge', timeoutMs: lockTimeoutMs, signal };
    return withLock(lock, wait, () => this.#mergeLocked(requests, check, signal));
  }

  /**
   * Takes a merge back, the last one when none is named.
   * @returns its id, the files that were written, and the tasks that can be merged again.
   * @throws {SwarmError} `notFound`, or `conflict` with everything as it was.
   */
  async undo(mergeId?: string): Promise<{ mergeId: string; files: string[]; tasks: string[] }> {
    const [last] = await listMerges(this.#repository.git);
    const id = mergeId ?? last?.mergeId;
    if (id === undefined) throw new SwarmError('notFound', 'There is no merge to take back.');
    const files = await undoMerge(this.#repository, id);
    const tasks: string[] = [];
    for (const { record, tasks: views } of await this.#store.views()) {
      const recorder = await RunRecorder.open(this.#store, record.runId, () => undefined);
      for (const { task, mergeId: own, state } of views.values()) {
        if (own !== id || state !== 'merged') continue;
        await recorder.append({ event: 'task', taskId: task.taskId, change: 'undone' });
        tasks.push(task.taskId);
      }
    }
    return { mergeId: id, files, tasks };
  }

  async #mergeLocked(
    requests: readonly MergeRequest[],
    check: CheckCommit | undefined,
    signal: AbortSignal | undefined,
  ): Promise<MergeReport> {
    const snapshot = await takeSnapshot(this.#repository, { message: 'before a merge', signal });
    const combined = await this.#combine(requests, snapshot.commit, check);
    await this.#recordConflicts(requests, combined.conflicted);
    const rest = { conflicted: combined.conflicted, doubted: combined.doubted };
    if (combined.merged.length === 0) return { mergeId: '', merged: [], files: [], ...rest };
    const mergeId = this.#newMergeId();
    const files = await applyTree(this.#repository, {
      mergeId,
      from: snapshot,
      to: combined.tree,
      message: `merge ${combined.merged.join(' ')}`,
      signal,
    });
    await this.#recordMerged(requests, combined.merged, mergeId);
    return { mergeId, merged: combined.merged, files, ...rest };
  }

  async #combine(
    requests: readonly MergeRequest[],
    start: string,
    check: CheckCommit | undefined,
  ): Promise<Combined> {
    const { git } = this.#repository;
    const candidates: TrainCandidate[] = [];
    for (const request of requests) candidates.push(await this.#candidateOf(request));
    if (check === undefined) {
      return { ...(await buildTrain(git, start, candidates)), doubted: [] };
    }
    const diagnostics = await check(start);
    const verified = candidates.map((candidate, index) => {
      const issues = requests[index]?.task.task.issues ?? [];
      return { ...candidate, fixes: [...matchIssues(issues, diagnostics).values()] };
    });
    return new VerifiedTrain(git, check).build({ commit: start, diagnostics }, verified);
  }

  async #candidateOf({ task, parts }: MergeRequest): Promise<TrainCandidate> {
    const { taskId } = task.task;
    const { result } = task;
    if (result === undefined || result.commit === null) {
      throw new SwarmError('state', `${taskId} is ${task.state}: there is nothing to merge.`);
    }
    const { parent, commit } = result;
    if (parts.length === 0) return { taskId, parent, commit };
    const { git } = this.#repository;
    const tree = await treeWithHunks(this.#repository, parent, commit, parts);
    const message = `part of ${taskId}`;
    return { taskId, parent, commit: await commitTree(git, { tree, parents: [parent], message }) };
  }

  async #recordConflicts(
    requests: readonly MergeRequest[],
    conflicted: readonly TrainConflict[],
  ): Promise<void> {
    for (const { taskId, files } of conflicted) {
      const request = requests.find((entry) => entry.task.task.taskId === taskId);
      if (request === undefined) continue;
      const recorder = await RunRecorder.open(this.#store, request.runId, () => undefined);
      const reason = `the same lines were edited in ${files.join(', ')}`;
      await recorder.append({ event: 'task', taskId, change: 'conflicted', reason });
    }
  }

  /** A task that is merged in part can still be merged in whole, or discarded. */
  async #recordMerged(
    requests: readonly MergeRequest[],
    merged: readonly string[],
    mergeId: string,
  ): Promise<void> {
    const isMerged = new Set(merged);
    for (const { runId, task, parts } of requests) {
      const { taskId } = task.task;
      if (!isMerged.has(taskId) || parts.length > 0) continue;
      const recorder = await RunRecorder.open(this.#store, runId, () => undefined);
      await recorder.append({ event: 'task', taskId, change: 'merged', mergeId });
    }
  }
}
