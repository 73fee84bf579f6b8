import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { SwarmError } from './base/swarmError.ts';
import { CheckerProcess } from './checkerProcess.ts';
import { type CleanReport, cancelRun, cleanUp } from './cleanUp.ts';
import { type GatheredIssues, gatherIssues, readReported } from './gatherIssues.ts';
import { openRepository, type Repository } from './git/repository.ts';
import { MergeDesk, type MergeReport } from './manager/mergeDesk.ts';
import { recoverRuns } from './manager/recovery.ts';
import { RunRecorder } from './manager/runRecorder.ts';
import { RunStore } from './manager/runStore.ts';
import type { RunView } from './manager/runView.ts';
import { type FoundTask, verifiedTasks } from './manager/taskSelection.ts';
import { planTasks } from './planner/planTasks.ts';
import type { SwarmTask } from './protocol/swarmTask.ts';
import { type FinishedRun, runFixes } from './runFixes.ts';
import type { CheckRequest, RunRequest } from './runRequest.ts';
import type { SwarmHost } from './swarmHost.ts';
import { readStatus, type SwarmStatus } from './swarmStatus.ts';

/** What would be done, and why. */
export interface SwarmPlan extends GatheredIssues {
  readonly tasks: readonly SwarmTask[];
}

const nothingMerged: MergeReport = {
  mergeId: '',
  merged: [],
  files: [],
  conflicted: [],
  doubted: [],
};

/** All that a host can ask for, on one repository. */
export class Swarm {
  readonly repository: Repository;
  readonly store: RunStore;
  readonly mergeDesk: MergeDesk;
  readonly #host: SwarmHost;

  constructor(host: SwarmHost, repository: Repository) {
    this.#host = host;
    this.repository = repository;
    this.store = new RunStore(repository.storageDirectory, host.now);
    const newMergeId = (): string => `m${host.now()}-${randomUUID().slice(0, 4)}`;
    this.mergeDesk = new MergeDesk(repository, this.store, newMergeId);
  }

  /** Where the worktrees of this repository are. */
  get slotsRoot(): string {
    return join(this.#host.storageDir, this.repository.repositoryId);
  }

  /** Finds the issues and plans the tasks; starts no agent and changes nothing. */
  async plan(request: CheckRequest): Promise<SwarmPlan> {
    this.#refuseUntrusted();
    const { workingTree } = this.repository;
    const built = request.reported && (await readReported(workingTree, request.reported));
    const subjects = built?.issues ?? [];
    const answer = await this.#withCheckers(request, (checkers) => checkers.checkInPlace(subjects));
    const gathered = await gatherIssues(workingTree, answer, built, request.choice);
    return { ...gathered, tasks: planTasks(gathered.issues, { firstNumber: 1 }) };
  }

  /** @throws {SwarmError} whatever keeps the run from starting, in one line; see `runFixes`. */
  async run(request: RunRequest): Promise<FinishedRun> {
    this.#refuseUntrusted();
    const { repository, store, mergeDesk, slotsRoot } = this;
    return runFixes({ host: this.#host, repository, store, mergeDesk, slotsRoot }, request);
  }

  /**
   * Merges all that needs no person, after a check of everything together.
   * @throws {SwarmError} `checker` when that check cannot be made; then nothing is written.
   */
  async mergeVerified(signal: AbortSignal): Promise<MergeReport> {
    this.#refuseUntrusted();
    const runs = await this.runs();
    const requests = verifiedTasks(runs);
    const options = runs.at(-1)?.record.options;
    if (requests.length === 0 || options === undefined) return nothingMerged;
    const { checkers, setupCommand } = options;
    return this.#withCheckers({ checkers, setupCommand, signal }, (process) =>
      this.mergeDesk.merge(
        requests,
        async (commit) => (await process.checkCommit(commit)).diagnostics,
        signal,
      ),
    );
  }

  /** All runs, oldest first. */
  runs(): Promise<RunView[]> {
    return this.store.views();
  }

  status(): Promise<SwarmStatus> {
    return readStatus(this.repository, this.store);
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
    }
  }

  /** Asks the process that is at work on this repository to stop. */
  cancel(runId?: string): Promise<string> {
    return cancelRun(this.repository, this.store, runId);
  }

  /** Removes worktrees and finished runs; what is unreviewed only with `all`. */
  clean(all: boolean): Promise<CleanReport> {
    return cleanUp(this.repository, this.store, this.slotsRoot, all);
  }

  async #withCheckers<T>(
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
  await recoverRuns(swarm.repository, swarm.store);
  return swarm;
}
