import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { decisionsOn, outcomesOfMerge } from './agents/trackRecord/outcomesOf.ts';
import { SwarmError, throwIfCancelled } from './base/swarmError.ts';
import { CheckerProcess } from './checkerProcess.ts';
import { type CleanReport, cancelRun, cleanUp } from './cleanUp.ts';
import {
  chooseTypes,
  type GatheredIssues,
  gatherIssues,
  type IssueChoice,
  readReported,
} from './gatherIssues.ts';
import type { Overlays } from './git/overlays.ts';
import { openRepository, type Repository } from './git/repository.ts';
import { TaskWorktrees } from './git/taskWorktree.ts';
import { DiskWorkingCopy, type WorkingCopy } from './git/workingCopy.ts';
import type { ReportedProblem } from './issues/problemReport.ts';
import type { ServerAddress } from './mahavishnu/serverAddress.ts';
import { EditDesk } from './manager/editDesk.ts';
import { MergeDesk, type MergeReport, nothingMerged } from './manager/mergeDesk.ts';
import type { MergeEntry } from './manager/mergeList.ts';
import type { MergeRequest } from './manager/mergeRequest.ts';
import { recoverRuns } from './manager/recovery.ts';
import { RunRecorder } from './manager/runRecorder.ts';
import { RunStore } from './manager/runStore.ts';
import type { RunView, TaskView } from './manager/runView.ts';
import { type FoundTask, verifiedTasks } from './manager/taskSelection.ts';
import { TrackRecordFile } from './manager/trackRecordFile.ts';
import { planTasks } from './planner/planTasks.ts';
import { DiskFiles, type ProjectFiles, SnapshotFiles } from './projectFiles.ts';
import type { SwarmTask } from './protocol/swarmTask.ts';
import { type FinishedRun, runFixes } from './runFixes.ts';
import type { CheckRequest, RunRequest } from './runRequest.ts';
import { explainStorage } from './storageFault.ts';
import type { SwarmHost } from './swarmHost.ts';
import { type BackendHealth, readHealth, readStatus, type SwarmStatus } from './swarmStatus.ts';
import { terminalCloser } from './terminalCloser.ts';

/** What would be done, and why. */
export interface SwarmPlan extends GatheredIssues {
  readonly tasks: readonly SwarmTask[];
}

function planOf(gathered: GatheredIssues): SwarmPlan {
  return { ...gathered, tasks: planTasks(gathered.issues, { firstNumber: 1 }) };
}

export interface ReportedPlanOptions {
  /** Unsaved texts that the problems are about. */
  readonly overlays?: Overlays | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** All that a host can ask for, on one repository. */
export class Swarm {
  readonly repository: Repository;
  readonly store: RunStore;
  readonly mergeDesk: MergeDesk;
  /** How agents did in this repository. */
  readonly trackRecord: TrackRecordFile;
  readonly #host: SwarmHost;
  readonly #editDesk: EditDesk;
  readonly #workingCopy: WorkingCopy;

  constructor(host: SwarmHost, repository: Repository) {
    this.#host = host;
    this.repository = repository;
    this.store = new RunStore(repository.storageDirectory, host.now);
    this.trackRecord = new TrackRecordFile(repository.storageDirectory, host.log, host.now);
    this.#editDesk = new EditDesk(repository, this.store);
    const newMergeId = (): string => `m${host.now()}-${randomUUID().slice(0, 4)}`;
    this.#workingCopy = host.workingCopy?.(repository) ?? new DiskWorkingCopy(repository);
    this.mergeDesk = new MergeDesk(repository, this.store, newMergeId, this.#workingCopy);
  }

  /** Puts runs in order whose process is gone; does nothing while a run is going on. */
  recover(): Promise<void> {
    const { repository, store } = this;
    return recoverRuns({ repository, store, closeTerminals: terminalCloser(this.#host) });
  }

  /** Where the worktrees of this repository are. */
  get slotsRoot(): string {
    return join(this.#host.storageDir, this.repository.repositoryId);
  }

  /** Those that people open, which no worker ever gets. */
  get #openedWorktrees(): TaskWorktrees {
    const { slotsRoot, repository } = this;
    return new TaskWorktrees(repository, join(dirname(slotsRoot), 'open', basename(slotsRoot)));
  }

  /**
   * Finds the issues and plans the tasks; starts no agent and changes nothing. Without unsaved texts
   * the files are checked where they are.
   * @throws {SwarmError} `checker` when a checker cannot do its work, `cancelled`.
   */
  async plan(request: CheckRequest): Promise<SwarmPlan> {
    this.#refuseUntrusted();
    const { choice, reported } = request;
    const { files, commit } = await this.#filesFor(request);
    const told = reported && (await readReported(files, reported, choice));
    const subjects = told?.built.issues ?? [];
    const answer = await this.#withCheckers(request, (checkers) =>
      commit === undefined
        ? checkers.checkInPlace(subjects)
        : checkers.checkCommit(commit, subjects),
    );
    return planOf(await gatherIssues(files, answer, told, choice));
  }

  /**
   * Plans the tasks for problems that somebody else has found, without asking any checker: quick, and
   * nothing of the project is run.
   */
  async planReported(
    problems: readonly ReportedProblem[],
    choice: IssueChoice,
    options: ReportedPlanOptions = {},
  ): Promise<SwarmPlan> {
    const files = new DiskFiles(this.repository, options.overlays);
    const { built, tally } = await readReported(files, problems, choice);
    throwIfCancelled(options.signal);
    return planOf(chooseTypes(built.issues, choice, tally));
  }

  /** @throws {SwarmError} whatever keeps the run from starting, in one line; see `runFixes`. */
  async run(request: RunRequest): Promise<FinishedRun> {
    this.#refuseUntrusted();
    const { repository, store, mergeDesk, slotsRoot, trackRecord } = this;
    const parts = { host: this.#host, workingCopy: this.#workingCopy };
    return this.#explained(() =>
      runFixes({ ...parts, repository, store, mergeDesk, slotsRoot, trackRecord }, request),
    );
  }

  /**
   * Merges all that needs no person, after a check of everything together.
   * @param isWanted leaves out what a person has yet to say something about; asked once more before
   * anything is written.
   * @throws {SwarmError} `checker` when that check cannot be made; then nothing is written.
   */
  async mergeVerified(
    signal: AbortSignal,
    isWanted: (request: MergeRequest) => boolean = () => true,
  ): Promise<MergeReport> {
    this.#refuseUntrusted();
    const runs = await this.runs();
    const requests = verifiedTasks(runs).filter(isWanted);
    const options = runs.at(-1)?.record.options;
    if (requests.length === 0 || options === undefined) return nothingMerged;
    const { checkers, setupCommand } = options;
    return this.#withCheckers({ checkers, setupCommand, signal }, (process) =>
      this.mergeDesk.merge(requests, {
        check: async (commit) => (await process.checkCommit(commit)).diagnostics,
        isWanted,
        signal,
      }),
    );
  }

  /** Merges that can be taken back, the newest first. */
  merges(): Promise<MergeEntry[]> {
    return this.mergeDesk.merges();
  }

  /** All runs, oldest first. */
  runs(): Promise<RunView[]> {
    return this.store.views();
  }

  status(server?: ServerAddress): Promise<SwarmStatus> {
    return readStatus(this.repository, this.store, server);
  }

  /** @throws {SwarmError} `state` for a task that cannot be discarded now. */
  async discard(tasks: readonly FoundTask[], reason = ''): Promise<void> {
    for (const { run, task } of tasks) {
      const recorder = await RunRecorder.open(this.store, run.record.runId, () => undefined);
      const { taskId } = task.task;
      await recorder.append({ event: 'task', taskId, change: 'discarded', reason });
      const state = recorder.task(taskId)?.state;
      if (state !== 'discarded') {
        throw new SwarmError('state', `${taskId} is ${state}: it cannot be discarded.`);
      }
      // To be tried again is no refusal.
      if (reason === '') await this.trackRecord.add(decisionsOn(run, [taskId], 'discarded'));
    }
  }

  /** Remembers that a person has accepted what a merge has in it, or has taken it back. */
  async noteDecision(mergeId: string, decision: 'accepted' | 'undone'): Promise<void> {
    if (mergeId === '') return;
    await this.trackRecord.add(outcomesOfMerge(await this.runs(), mergeId, decision));
  }

  /** Puts another text into a file of a fix; see {@link EditDesk.editTaskFile}. */
  editTask(found: FoundTask, path: string, bytes: Uint8Array): Promise<TaskView> {
    return this.#editDesk.editTaskFile(found, path, bytes);
  }

  /** Checks a fix again, and judges it anew; see {@link EditDesk.recheckTask}. */
  async recheckTask(found: FoundTask, signal: AbortSignal): Promise<TaskView> {
    this.#refuseUntrusted();
    const { checkers, setupCommand } = found.run.record.options;
    return this.#withCheckers({ checkers, setupCommand, signal }, (process) =>
      this.#editDesk.recheckTask(found, (job, base) => process.recheck(job, base)),
    );
  }

  /**
   * Checks a fix out into a worktree of its own, for a person to work in; see {@link TaskWorktrees}.
   * @returns its absolute path.
   * @throws {SwarmError} `state` when the task has changed nothing.
   */
  async openWorktree({ run, task }: FoundTask, signal?: AbortSignal): Promise<string> {
    const { runId } = run.record;
    const { taskId } = task.task;
    const commit = task.result?.commit ?? undefined;
    if (commit !== undefined) {
      return this.#explained(() => this.#openedWorktrees.open({ runId, taskId, commit }, signal));
    }
    throw new SwarmError('state', `${taskId} is ${task.state}: there is no fix to open.`);
  }

  /** How each backend is, the best first. */
  health(server?: ServerAddress): Promise<readonly BackendHealth[]> {
    return readHealth(server);
  }

  /** Asks the process that is at work on this repository to stop. */
  cancel(runId?: string): Promise<string> {
    return cancelRun(this.repository, this.store, runId);
  }

  /** Removes worktrees and finished runs; what is unreviewed only with `all`. */
  clean(all: boolean): Promise<CleanReport> {
    return cleanUp(this.repository, this.store, this.slotsRoot, this.#openedWorktrees, all);
  }

  async #filesFor({
    overlays = new Map(),
    signal,
  }: CheckRequest): Promise<{ readonly files: ProjectFiles; readonly commit?: string }> {
    const { repository } = this;
    if (overlays.size === 0) return { files: new DiskFiles(repository) };
    const snapshot = { message: 'snapshot for a plan', overlays, signal };
    const { commit } = await this.#workingCopy.snapshot(snapshot);
    return { files: new SnapshotFiles(repository.git, commit, overlays), commit };
  }

  /** Whatever comes from the disk says which folder it is about, and what to do. */
  async #explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw await explainStorage({ host: this.#host, repository: this.repository }, error);
    }
  }

  #withCheckers<T>(
    request: Pick<RunRequest, 'checkers' | 'setupCommand' | 'signal'>,
    work: (checkers: CheckerProcess) => Promise<T>,
  ): Promise<T> {
    return this.#explained(() => this.#workWithCheckers(request, work));
  }

  async #workWithCheckers<T>(
    request: Pick<RunRequest, 'checkers' | 'setupCommand' | 'signal'>,
    work: (checkers: CheckerProcess) => Promise<T>,
  ): Promise<T> {
    const { repository, slotsRoot } = this;
    const { checkers, setupCommand, signal } = request;
    const parts = { host: this.#host, repository, slotsRoot, checkers, setupCommand, signal };
    const process = new CheckerProcess(parts);
    try {
      return await work(process);
    } finally {
      await process.close();
    }
  }

  #refuseUntrusted(): void {
    if (this.#host.isTrusted) return;
    const reason = 'checking a project runs code of it';
    throw new SwarmError(
      'environment',
      `This folder is not trusted, and ${reason}; trust it first.`,
    );
  }
}

/**
 * Opens the repository that `folder` is in, and puts runs in order that were cut off.
 * @throws {SwarmError} `repository` when it cannot be worked in, in one line.
 */
export async function createSwarm(host: SwarmHost, folder: string): Promise<Swarm> {
  const swarm = new Swarm(host, await openRepository(folder));
  await swarm.recover();
  return swarm;
}
