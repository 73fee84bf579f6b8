import { join } from 'node:path';
import { withLock } from '../base/lockFile.ts';
import { SwarmError } from '../base/swarmError.ts';
import { applyTree } from '../git/applyTree.ts';
import { forecastConflicts } from '../git/forecast.ts';
import type { TreeCommit } from '../git/gitObjects.ts';
import { buildTrain, type TrainCandidate, type TrainConflict } from '../git/mergeTrain.ts';
import type { Repository } from '../git/repository.ts';
import { listMerges, undoMerge } from '../git/undo.ts';
import { DiskWorkingCopy, type WorkingCopy } from '../git/workingCopy.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';
import { matchIssues } from '../runner/matchIssues.ts';
import { type ConflictTexts, HandMerge } from './handMerge.ts';
import { describeMerges, formatSubject, type MergeEntry, parseSubject } from './mergeList.ts';
import {
  holdsAll,
  isPartial,
  type MergeRequest,
  requestedEdits,
  subjectOf,
} from './mergeRequest.ts';
import type { RunStore } from './runStore.ts';
import type { RunHistory } from './runView.ts';
import { TaskMarks } from './taskMarks.ts';
import { type DoubtedCandidate, VerifiedTrain } from './verifiedTrain.ts';

const lockTimeoutMs = 60_000;

/** A task that does not fit together with the working copy, and where. */
export interface TaskConflict extends TrainConflict {
  readonly runId: string;
}

export interface MergeReport {
  /** Empty when nothing was merged. */
  readonly mergeId: string;
  readonly merged: readonly string[];
  readonly files: readonly string[];
  readonly conflicted: readonly TaskConflict[];
  readonly doubted: readonly DoubtedCandidate[];
}

export const nothingMerged: MergeReport = {
  mergeId: '',
  merged: [],
  files: [],
  conflicted: [],
  doubted: [],
};

/** What all checkers say of a commit. */
export type CheckCommit = (commit: string) => Promise<readonly Diagnostic[]>;

export interface MergeOptions {
  /** Checks the result before anything is written: what does not hold is left out. */
  readonly check?: CheckCommit;
  readonly signal?: AbortSignal | undefined;
}

/** What came of putting requests together; tasks go by the names from `subjectOf`. */
interface Combined {
  readonly tree: string;
  readonly merged: readonly string[];
  readonly conflicted: readonly TrainConflict[];
  readonly doubted: readonly DoubtedCandidate[];
}

function taskIdOf(subject: string): string {
  return parseSubject(subject).taskId;
}

/** Brings fixes into the working copy, and takes them out again. */
export class MergeDesk {
  readonly #repository: Repository;
  readonly #store: RunStore;
  readonly #newMergeId: () => string;
  readonly #workingCopy: WorkingCopy;
  readonly #byHand: HandMerge;
  readonly #marks: TaskMarks;

  constructor(
    repository: Repository,
    store: RunStore,
    newMergeId: () => string,
    workingCopy: WorkingCopy = new DiskWorkingCopy(repository),
  ) {
    this.#repository = repository;
    this.#store = store;
    this.#newMergeId = newMergeId;
    this.#workingCopy = workingCopy;
    this.#byHand = new HandMerge(repository, workingCopy);
    this.#marks = new TaskMarks(store);
  }

  /**
   * Merges what can be merged, all of it in one step or nothing.
   * @throws {SwarmError} `state` for a task that has nothing to merge; `conflict` when the user
   * edited one of the files at that very moment.
   */
  async merge(requests: readonly MergeRequest[], options: MergeOptions = {}): Promise<MergeReport> {
    const lock = join(this.#repository.storageDirectory, 'merge.lock');
    const wait = { purpose: 'merge', timeoutMs: lockTimeoutMs, signal: options.signal };
    return withLock(lock, wait, () => this.#mergeLocked(requests, options));
  }

  /**
   * Takes a merge back, the last one when none is named.
   * @returns its id, the files that were written, and the tasks that can be merged again.
   * @throws {SwarmError} `notFound`, or `conflict` with everything as it was.
   */
  async undo(
    mergeId?: string,
    signal?: AbortSignal,
  ): Promise<{ mergeId: string; files: string[]; tasks: string[] }> {
    const merges = await listMerges(this.#repository.git);
    const merge = mergeId === undefined ? merges[0] : merges.find((one) => one.mergeId === mergeId);
    const id = mergeId ?? merge?.mergeId;
    if (id === undefined) throw new SwarmError('notFound', 'There is no merge to take back.');
    const options = { workingCopy: this.#workingCopy, signal };
    const files = await undoMerge(this.#repository, id, options);
    const tasks = await this.#marks.markUndone(id, merge?.subjects ?? []);
    return { mergeId: id, files, tasks };
  }

  /** What can be taken back, the newest first. */
  async merges(): Promise<MergeEntry[]> {
    return describeMerges(this.#repository.git, await this.#store.views());
  }

  /**
   * Tells what could not be merged now, each task looked at alone. Nothing is merged or written down.
   * @throws {SwarmError} `state` for a task that has nothing to merge.
   */
  async forecast(requests: readonly MergeRequest[], signal?: AbortSignal): Promise<TaskConflict[]> {
    const message = 'before a forecast';
    const { tree } = await this.#workingCopy.snapshot({ message, signal });
    const candidates = await this.#candidatesOf(requests);
    const { git } = this.#repository;
    return (await forecastConflicts(git, tree, candidates, signal)).map(toTaskConflict);
  }

  /**
   * A file of a task and of the working copy, for a merge by hand.
   * @throws {SwarmError} `state` for a task that has nothing to merge.
   */
  conflictTexts(request: MergeRequest, path: string, signal?: AbortSignal): Promise<ConflictTexts> {
    return this.#byHand.texts(request, path, signal);
  }

  /**
   * Takes a task for merged, since a person has brought it into the working copy.
   * @param before the working copy before that: with it, what became of the files of the task can be
   * taken back.
   * @returns the id of the merge; empty when it cannot be taken back.
   */
  async recordResolved(request: MergeRequest, before?: TreeCommit): Promise<string> {
    const mergeId = before === undefined ? '' : this.#newMergeId();
    if (before !== undefined) await this.#byHand.note(request, before, mergeId);
    await this.#marks.mark(request.runId, request.task.task.taskId, 'merged', { mergeId });
    return mergeId;
  }

  async #mergeLocked(
    asked: readonly MergeRequest[],
    { check, signal }: MergeOptions,
  ): Promise<MergeReport> {
    const requests = await this.#withoutMerged(asked);
    if (requests.length === 0) return nothingMerged;
    const from = await this.#workingCopy.snapshot({ message: 'before a merge', signal });
    const combined = await this.#combine(requests, from.commit, check);
    const conflicted = combined.conflicted.map(toTaskConflict);
    await this.#recordConflicts(conflicted);
    const doubted = combined.doubted.map((one) => ({ ...one, taskId: taskIdOf(one.taskId) }));
    const isMerged = new Set(combined.merged);
    const taken = requests.filter((request) => isMerged.has(subjectOf(request)));
    if (taken.length === 0) return { mergeId: '', merged: [], files: [], conflicted, doubted };
    const mergeId = this.#newMergeId();
    const merged = [...new Set(taken.map(({ task }) => task.task.taskId))];
    const message = `merge ${merged.join(' ')}`;
    const subjects = taken.map((one) => formatSubject(subjectOf(one), isPartial(one)));
    const write = { mergeId, message, subjects, from, to: combined.tree, signal };
    const files = await applyTree(this.#repository, { ...write, workingCopy: this.#workingCopy });
    await this.#recordMerged(taken, mergeId, combined.tree);
    return { mergeId, merged, files, conflicted, doubted };
  }

  /** Somebody else may have merged the same tasks while this one waited for the lock. */
  async #withoutMerged(requests: readonly MergeRequest[]): Promise<MergeRequest[]> {
    const histories = new Map<string, RunHistory>();
    for (const runId of new Set(requests.map((request) => request.runId))) {
      if (await this.#store.has(runId)) histories.set(runId, await this.#store.history(runId));
    }
    return requests.filter(({ runId, task }) => {
      const now = histories.get(runId)?.task(task.task.taskId)?.state;
      return now !== 'merged' || task.state === 'merged';
    });
  }

  async #combine(
    requests: readonly MergeRequest[],
    start: string,
    check: CheckCommit | undefined,
  ): Promise<Combined> {
    const { git } = this.#repository;
    const candidates = await this.#candidatesOf(requests);
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

  async #candidatesOf(requests: readonly MergeRequest[]): Promise<TrainCandidate[]> {
    const candidates: TrainCandidate[] = [];
    for (const request of requests) {
      candidates.push(await requestedEdits(this.#repository, request));
    }
    return candidates;
  }

  async #recordConflicts(conflicted: readonly TaskConflict[]): Promise<void> {
    for (const { runId, taskId, files } of conflicted) {
      const reason = `the same lines were edited in ${files.join(', ')}`;
      await this.#marks.mark(runId, taskId, 'conflicted', { reason });
    }
  }

  /** A task that is merged in part can still be merged in whole, or discarded. */
  async #recordMerged(
    requests: readonly MergeRequest[],
    mergeId: string,
    tree: string,
  ): Promise<void> {
    for (const request of requests) {
      if (!(await holdsAll(this.#repository, request, tree))) continue;
      await this.#marks.mark(request.runId, request.task.task.taskId, 'merged', { mergeId });
    }
  }
}

function toTaskConflict({ taskId: subject, files }: TrainConflict): TaskConflict {
  const { runId, taskId } = parseSubject(subject);
  return { runId, taskId, files };
}
