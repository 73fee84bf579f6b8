import { SwarmError } from '../base/swarmError.ts';
import { applyTree } from '../git/applyTree.ts';
import { forecastConflicts } from '../git/forecast.ts';
import type { TreeCommit } from '../git/gitObjects.ts';
import { buildTrain, type MergeTrain, type TrainCandidate } from '../git/mergeTrain.ts';
import type { Repository } from '../git/repository.ts';
import { listMerges, undoMerge } from '../git/undo.ts';
import { DiskWorkingCopy, type WorkingCopy } from '../git/workingCopy.ts';
import { assemble, type CheckCommit, type TaskConflict, toTaskConflict } from './assembly.ts';
import { type ConflictTexts, HandMerge } from './handMerge.ts';
import { describeMerges, formatSubject, type MergeEntry } from './mergeList.ts';
import { mergePatienceMs, withMergeLock } from './mergeLock.ts';
import {
  holdsAll,
  isPartial,
  type MergeRequest,
  requestedEdits,
  subjectOf,
} from './mergeRequest.ts';
import { stillAsked, stillVerified } from './openRequests.ts';
import type { RunStore } from './runStore.ts';
import { TaskMarks } from './taskMarks.ts';
import type { DoubtedCandidate } from './verifiedTrain.ts';

export interface MergeReport {
  /** Empty when nothing was written: then there is nothing to take back. */
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

export interface MergeOptions {
  /** Checks the result before anything is written: what does not hold is left out. */
  readonly check?: CheckCommit;
  /** Asked before that check, and again before anything is written. */
  readonly isWanted?: (request: MergeRequest) => boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Brings fixes into the working copy, and takes them out again. */
export class MergeDesk {
  readonly #repository: Repository;
  readonly #store: RunStore;
  readonly #newMergeId: () => string;
  readonly #workingCopy: WorkingCopy;
  readonly #timeoutMs: number;
  readonly #byHand: HandMerge;
  readonly #marks: TaskMarks;

  /** @param timeoutMs how long it waits for a merge of somebody else. */
  constructor(
    repository: Repository,
    store: RunStore,
    newMergeId: () => string,
    workingCopy: WorkingCopy = new DiskWorkingCopy(repository),
    timeoutMs: number = mergePatienceMs,
  ) {
    this.#repository = repository;
    this.#store = store;
    this.#newMergeId = newMergeId;
    this.#workingCopy = workingCopy;
    this.#timeoutMs = timeoutMs;
    this.#byHand = new HandMerge(repository, workingCopy);
    this.#marks = new TaskMarks(store);
  }

  /**
   * Merges what can be merged, all of it in one step or nothing. What somebody has decided about or
   * edited since it was asked for is left out.
   * @throws {SwarmError} `state` for a task that has nothing to merge; `conflict` when the user
   * edited one of the files at that very moment; `locked` while somebody else merges.
   */
  merge(requests: readonly MergeRequest[], options: MergeOptions = {}): Promise<MergeReport> {
    const { check, signal } = options;
    return check === undefined
      ? this.#locked(requests, signal, () => this.#mergeUnchecked(requests, signal))
      : this.#mergeChecked(requests, check, options);
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
   * Puts a task's version of a file in the place of the one that is on the disk.
   * @param before the working copy as `conflictTexts` has found it.
   * @throws {SwarmError} `conflict`, with nothing written, when the file has been edited since.
   */
  takeFile(request: MergeRequest, path: string, before: TreeCommit): Promise<void> {
    return this.#byHand.take(request, path, before);
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

  #locked<T>(
    requests: readonly MergeRequest[],
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    const wait = { requests, timeoutMs: this.#timeoutMs, signal };
    return withMergeLock(this.#repository, wait, work);
  }

  async #mergeUnchecked(
    asked: readonly MergeRequest[],
    signal: AbortSignal | undefined,
  ): Promise<MergeReport> {
    const requests = await stillAsked(this.#store, asked);
    if (requests.length === 0) return nothingMerged;
    const from = await this.#snapshot(signal);
    const train = await this.#together(requests, from, signal);
    const conflicted = train.conflicted.map(toTaskConflict);
    await this.#recordConflicts(conflicted);
    const isMerged = new Set(train.merged);
    const taken = requests.filter((request) => isMerged.has(subjectOf(request)));
    return { ...(await this.#write(taken, from, train.tree, signal)), conflicted };
  }

  /**
   * Nobody has to wait for the check: whoever decides about a task meanwhile, or edits it or the
   * working copy, has the last word, and what is left is checked again.
   */
  async #mergeChecked(
    asked: readonly MergeRequest[],
    check: CheckCommit,
    options: MergeOptions,
  ): Promise<MergeReport> {
    const { signal } = options;
    const conflicted: TaskConflict[] = [];
    const doubted: DoubtedCandidate[] = [];
    let requests = await this.#stillGood(asked, options);
    while (requests.length > 0) {
      const { commit } = await this.#snapshot(signal);
      const start = { commit, diagnostics: await check(commit) };
      const trial = await assemble(this.#repository, requests, start, check);
      conflicted.push(...trial.conflicted);
      doubted.push(...trial.doubted);
      await this.#recordConflicts(trial.conflicted);
      const { good } = trial;
      if (good.length === 0) break;
      const report = await this.#locked(good, signal, () => this.#mergeAll(good, options));
      if (report !== undefined) return { ...report, conflicted, doubted };
      requests = await this.#stillGood(good, options);
    }
    return { ...nothingMerged, conflicted, doubted };
  }

  async #stillGood(
    requests: readonly MergeRequest[],
    { isWanted = () => true }: MergeOptions,
  ): Promise<MergeRequest[]> {
    return (await stillVerified(this.#store, requests)).filter(isWanted);
  }

  /** @returns undefined, with nothing written, when not all of them can be merged any more. */
  async #mergeAll(
    requests: readonly MergeRequest[],
    options: MergeOptions,
  ): Promise<MergeReport | undefined> {
    const { signal } = options;
    const still = await this.#stillGood(requests, options);
    if (still.length < requests.length) return undefined;
    const from = await this.#snapshot(signal);
    const { tree, conflicted } = await this.#together(requests, from, signal);
    return conflicted.length > 0 ? undefined : this.#write(requests, from, tree, signal);
  }

  #snapshot(signal: AbortSignal | undefined): Promise<TreeCommit> {
    return this.#workingCopy.snapshot({ message: 'before a merge', signal });
  }

  async #together(
    requests: readonly MergeRequest[],
    from: TreeCommit,
    signal: AbortSignal | undefined,
  ): Promise<MergeTrain> {
    const candidates = await this.#candidatesOf(requests);
    return buildTrain(this.#repository.git, from.commit, candidates, signal);
  }

  /** What changes nothing leaves no merge behind that somebody could take back. */
  async #write(
    requests: readonly MergeRequest[],
    from: TreeCommit,
    to: string,
    signal: AbortSignal | undefined,
  ): Promise<MergeReport> {
    if (requests.length === 0) return nothingMerged;
    const merged = requests.map(({ task }) => task.task.taskId);
    if (from.tree === to) {
      await this.#recordMerged(requests, '', to);
      return { ...nothingMerged, merged };
    }
    const mergeId = this.#newMergeId();
    const message = `merge ${merged.join(' ')}`;
    const subjects = requests.map((one) => formatSubject(subjectOf(one), isPartial(one)));
    const write = { mergeId, message, subjects, from, to, signal };
    const files = await applyTree(this.#repository, { ...write, workingCopy: this.#workingCopy });
    await this.#recordMerged(requests, mergeId, to);
    return { ...nothingMerged, mergeId, merged, files };
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
