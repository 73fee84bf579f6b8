import { randomUUID } from 'node:crypto';
import { AutofixCoordinator } from './autofix.ts';
import { isHeld, type LockHolder, tryLock } from './base/lockFile.ts';
import { isCancellation, SwarmError, throwIfCancelled } from './base/swarmError.ts';
import { LocalSwarmClient } from './clients/localSwarmClient.ts';
import { gatherIssues, type LeftOut, readReported } from './gatherIssues.ts';
import type { Repository } from './git/repository.ts';
import { takeSnapshot } from './git/snapshot.ts';
import { baseRef, updateRef } from './git/swarmRefs.ts';
import { chooseMode, thisMachine } from './manager/chooseMode.ts';
import type { MergeDesk, MergeReport } from './manager/mergeDesk.ts';
import { runLockPath } from './manager/recovery.ts';
import { RunRecorder } from './manager/runRecorder.ts';
import { reportRun } from './manager/runReport.ts';
import type { RunStore } from './manager/runStore.ts';
import { SwarmManager } from './manager/swarmManager.ts';
import { verifiedTasks } from './manager/taskSelection.ts';
import type { CheckedCommit } from './manager/verifiedTrain.ts';
import type { RunReport, StopReason } from './protocol/runReport.ts';
import type { RunRequest } from './runRequest.ts';
import type { SwarmHost } from './swarmHost.ts';

/** So often a run goes over what is left. */
const maxRounds = 5;

export interface RunnerParts {
  readonly host: SwarmHost;
  readonly repository: Repository;
  readonly slotsRoot: string;
  readonly store: RunStore;
  readonly mergeDesk: MergeDesk;
}

/** What came of a run. */
export interface FinishedRun {
  readonly report: RunReport;
  readonly leftOut: LeftOut;
  /** Undefined when nothing was to be merged. */
  readonly merge: MergeReport | undefined;
}

function newRunId(now: number): string {
  const digits = new Date(now).toISOString().replace(/\D/g, '');
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${randomUUID().slice(0, 4)}`;
}

/** The one line for somebody who comes second. */
export function describeHolder(holder: LockHolder): string {
  const who = `process ${holder.pid} on ${holder.host} (${holder.purpose}, since ${holder.since})`;
  return `This repository is being worked on by ${who}; wait for it, or run "swarm-autofix cancel".`;
}

/**
 * Takes a snapshot, finds the issues, fixes what can be fixed, and reports. Nothing of the user's is
 * touched, unless verified fixes shall be merged at the end.
 * @throws {SwarmError} `locked` when another run is going on; whatever keeps a run from starting.
 * Being cancelled is no error: the report says so, and all that had ended is kept.
 */
export async function runFixes(parts: RunnerParts, request: RunRequest): Promise<FinishedRun> {
  const lock = await tryLock(runLockPath(parts.repository), 'run');
  if (!isHeld(lock)) throw new SwarmError('locked', describeHolder(lock));
  try {
    return await new FixRun(parts, request).run();
  } finally {
    await lock.release();
  }
}

class FixRun {
  readonly #parts: RunnerParts;
  readonly #request: RunRequest;
  #leftOut: LeftOut = new Map();
  #merge: MergeReport | undefined;

  constructor(parts: RunnerParts, request: RunRequest) {
    this.#parts = parts;
    this.#request = request;
  }

  async run(): Promise<FinishedRun> {
    const recorder = await this.#open();
    const manager = this.#createManager(recorder);
    const cancel = (): void => manager.cancel();
    this.#request.signal.addEventListener('abort', cancel, { once: true });
    try {
      throwIfCancelled(this.#request.signal);
      await manager.initialize();
      await this.#end(recorder, await this.#fix(recorder, manager));
      if (this.#request.mergeVerified) await this.#mergeVerified(recorder, manager);
    } catch (error) {
      const isStopped = isCancellation(error) && this.#request.signal.aborted;
      await this.#end(recorder, isStopped ? 'cancelled' : 'error');
      if (!isStopped) throw error;
    } finally {
      this.#request.signal.removeEventListener('abort', cancel);
      await manager.shutdown();
    }
    return { report: reportRun(recorder.view()), leftOut: this.#leftOut, merge: this.#merge };
  }

  async #open(): Promise<RunRecorder> {
    const { host, repository, store } = this.#parts;
    const { listener, signal, isSwarm, workers, agents, checkers, verify } = this.#request;
    const { timeoutSeconds, setupCommand } = this.#request;
    listener({ type: 'phase', text: 'taking a snapshot' });
    const now = host.now();
    const runId = newRunId(now);
    const { commit } = await takeSnapshot(repository, { message: `snapshot for ${runId}`, signal });
    await updateRef(repository.git, baseRef(runId), commit);
    const chosen = chooseMode(isSwarm, workers, thisMachine());
    if (chosen.reason !== '') host.log.info(`One task at a time: ${chosen.reason}.`);
    const options = {
      mode: chosen.mode,
      workers: chosen.workers,
      ...{ agents, checkers, verify, timeoutSeconds, setupCommand, maxRounds },
    };
    const record = {
      version: 1,
      runId,
      workingTree: repository.workingTree,
      base: commit,
      startedAt: new Date(now).toISOString(),
      options,
    } as const;
    return RunRecorder.create(store, record, listener);
  }

  #createManager(recorder: RunRecorder): SwarmManager {
    const { host, repository, slotsRoot } = this.#parts;
    const { mode } = recorder.record.options;
    const clients = [new LocalSwarmClient(host.runner, mode)];
    const { listener } = this.#request;
    return new SwarmManager({ repository, slotsRoot, clients, recorder, listener, log: host.log });
  }

  async #fix(recorder: RunRecorder, manager: SwarmManager): Promise<StopReason> {
    const { reported, choice, listener } = this.#request;
    const { workingTree, git } = this.#parts.repository;
    const built = reported && (await readReported(workingTree, reported));
    listener({ type: 'phase', text: 'looking for problems' });
    const { base } = recorder.record;
    const answer = await manager.survey(base, built?.issues ?? []);
    const { issues, leftOut } = await gatherIssues(workingTree, answer, built, choice);
    this.#leftOut = leftOut;
    await recorder.append({ event: 'found', issues });
    if (issues.length === 0) return 'clean';
    const start: CheckedCommit = { commit: base, diagnostics: answer.diagnostics };
    return new AutofixCoordinator({ git, manager, recorder, listener }).run(start, issues);
  }

  async #mergeVerified(recorder: RunRecorder, manager: SwarmManager): Promise<void> {
    const view = recorder.view();
    const requests = verifiedTasks([view]);
    if (requests.length === 0) return;
    this.#request.listener({ type: 'phase', text: 'merging what is verified' });
    const check = (commit: string) => manager.check(commit);
    this.#merge = await this.#parts.mergeDesk.merge(requests, check, this.#request.signal);
    await recorder.reload(this.#parts.store);
  }

  async #end(recorder: RunRecorder, stopReason: StopReason): Promise<void> {
    if (recorder.view().stopReason === undefined) {
      await recorder.append({ event: 'ended', stopReason });
    }
  }
}
