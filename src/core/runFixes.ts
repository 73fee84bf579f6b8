import { randomUUID } from 'node:crypto';
import { decide, isTrusted } from './agents/trackRecord/decide.ts';
import { outcomesOf } from './agents/trackRecord/outcomesOf.ts';
import { type RulesToAvoid, rulesToAvoid } from './agents/trackRecord/rulesToAvoid.ts';
import type { TrackRecord } from './agents/trackRecord/trackRecord.ts';
import { agentsAt } from './agentsAt.ts';
import { AutofixCoordinator } from './autofix.ts';
import { isHeld, tryLock } from './base/lockFile.ts';
import { RepositoryBusy } from './base/repositoryBusy.ts';
import { isCancellation, messageOf, SwarmError, throwIfCancelled } from './base/swarmError.ts';
import { LocalSwarmClient } from './clients/localSwarmClient.ts';
import type { RunnerCommand } from './clients/runnerProcess.ts';
import type { NoteTerminal } from './clients/terminalBook.ts';
import { type Delivered, deliverFixes, requireDeliverable } from './deliverFixes.ts';
import { gatherIssues, readReported } from './gatherIssues.ts';
import type { Repository } from './git/repository.ts';
import { baseRef, updateRef } from './git/swarmRefs.ts';
import type { WorkingCopy } from './git/workingCopy.ts';
import type { LeftOut } from './leftOut.ts';
import { watchForCancel } from './manager/cancelRequest.ts';
import { chooseMode, thisMachine } from './manager/chooseMode.ts';
import { giveBackTerminals } from './manager/lentTerminals.ts';
import type { MergeDesk, MergeReport } from './manager/mergeDesk.ts';
import type { MergeRequest } from './manager/mergeRequest.ts';
import { runLockPath } from './manager/recovery.ts';
import { RunRecorder } from './manager/runRecorder.ts';
import { reportRun } from './manager/runReport.ts';
import type { RunStore } from './manager/runStore.ts';
import { startRealTimer } from './manager/startTimer.ts';
import { SwarmManager } from './manager/swarmManager.ts';
import { verifiedTasks } from './manager/taskSelection.ts';
import type { TrackRecordFile } from './manager/trackRecordFile.ts';
import type { CheckedCommit } from './manager/verifiedTrain.ts';
import { SnapshotFiles } from './projectFiles.ts';
import type { Issue } from './protocol/issue.ts';
import type { RunReport, StopReason } from './protocol/runReport.ts';
import type { SwarmClient } from './protocol/swarmClient.ts';
import { namelessAgent } from './protocol/writtenAgent.ts';
import { handOver } from './repeatRun.ts';
import { requireAgents } from './requireAgents.ts';
import { serverTokenVariable } from './runner/serverToken.ts';
import type { RunRequest } from './runRequest.ts';
import type { SwarmHost } from './swarmHost.ts';
import { terminalCloser } from './terminalCloser.ts';

/** So often a run goes over what is left. */
const maxRounds = 5;

export interface RunnerParts {
  readonly host: SwarmHost;
  readonly repository: Repository;
  readonly slotsRoot: string;
  readonly store: RunStore;
  readonly mergeDesk: MergeDesk;
  readonly workingCopy: WorkingCopy;
  readonly trackRecord: TrackRecordFile;
}

/** What came of a run. */
export interface FinishedRun {
  readonly report: RunReport;
  readonly leftOut: LeftOut;
  /** Undefined when nothing was to be merged. */
  readonly merge: MergeReport | undefined;
  /** Undefined when nothing was to be delivered. */
  readonly delivered: Delivered | undefined;
}

/** Runs are listed in the order of their names: the milliseconds tell two of one second apart. */
function newRunId(now: number): string {
  const digits = new Date(now).toISOString().replace(/\D/g, '');
  return `${digits.slice(0, 8)}-${digits.slice(8, 17)}-${randomUUID().slice(0, 4)}`;
}

/**
 * Takes a snapshot, finds the issues, fixes what can be fixed, and reports. Nothing of the user's is
 * touched, unless verified fixes shall be merged at the end.
 * @throws {SwarmError} `locked` when another run is going on; whatever keeps a run from starting.
 * Being cancelled is no error: the report says so, and all that had ended is kept.
 */
export async function runFixes(parts: RunnerParts, request: RunRequest): Promise<FinishedRun> {
  const { repository, host } = parts;
  if (request.delivery !== undefined) await requireDeliverable(repository, request.delivery);
  await requireAgents(request.agents);
  const lock = await tryLock(runLockPath(repository), `run in ${host.name}`);
  if (!isHeld(lock)) throw new RepositoryBusy(repository.workingTree, lock);
  try {
    return await new FixRun(parts, request).run();
  } finally {
    await lock.release();
  }
}

/** @returns how to stop it. */
function startTimer(minutes: number | undefined, onEnd: () => void): () => void {
  return minutes === undefined ? () => undefined : startRealTimer(onEnd, minutes * 60_000);
}

class FixRun {
  readonly #parts: RunnerParts;
  readonly #request: RunRequest;
  /** Fires when the caller, or another process, asks the run to stop. */
  readonly #stop = new AbortController();
  readonly #cancel = (): void => this.#stop.abort();
  #leftOut: LeftOut = new Map();
  #merge: MergeReport | undefined;
  #delivered: Delivered | undefined;
  /** The snapshot; nobody has checked it at first. */
  #start: CheckedCommit = { commit: '', diagnostics: [] };
  /** How agents have done here before. */
  #trackRecord: TrackRecord = [];

  constructor(parts: RunnerParts, request: RunRequest) {
    this.#parts = parts;
    this.#request = request;
    request.signal.addEventListener('abort', this.#cancel, { once: true });
    if (request.signal.aborted) this.#cancel();
  }

  async run(): Promise<FinishedRun> {
    const recorder = await this.#open();
    const manager = await this.#createManager(recorder);
    const stop = this.#stop.signal;
    stop.addEventListener('abort', () => manager.cancel(), { once: true });
    const stopWatching = this.#watch(recorder);
    const stopTimer = startTimer(this.#request.maxMinutes, () =>
      manager.stopStarting({ kind: 'minutes' }),
    );
    try {
      throwIfCancelled(stop);
      this.#request.onStart?.(manager);
      await manager.initialize();
      await this.#end(recorder, await this.#fix(recorder, manager));
      await this.#handOut(recorder, manager);
    } catch (error) {
      if (!(await this.#parts.store.has(recorder.record.runId))) throw this.#removed(error);
      const isStopped = isCancellation(error) && stop.aborted;
      await this.#end(recorder, isStopped ? 'cancelled' : 'error');
      if (!isStopped) throw error;
    } finally {
      stopWatching();
      stopTimer();
      this.#request.signal.removeEventListener('abort', this.#cancel);
      await manager.shutdown();
      await this.#giveBack(recorder);
    }
    const report = reportRun(recorder.view());
    return { report, leftOut: this.#leftOut, merge: this.#merge, delivered: this.#delivered };
  }

  /** What a server could not be told now is told later, when somebody looks at the runs. */
  async #giveBack(recorder: RunRecorder): Promise<void> {
    const { host } = this.#parts;
    try {
      await giveBackTerminals(recorder, terminalCloser(host));
    } catch (error) {
      host.log.debug(`What a server has lent is closed later: ${messageOf(error)}`);
    }
  }

  #watch({ record }: RunRecorder): () => void {
    return watchForCancel(this.#parts.store, record.runId, {
      cancelled: this.#cancel,
      removed: this.#cancel,
    });
  }

  #removed(error: unknown): SwarmError {
    const { workingTree } = this.#parts.repository;
    const words = 'somebody has removed its git directory, or the run';
    return new SwarmError('noRepository', `The run in ${workingTree} has ended: ${words}.`, error);
  }

  async #open(): Promise<RunRecorder> {
    const { host, repository, store, workingCopy } = this.#parts;
    const { listener, signal, overlays, isSwarm, workers, checkers, verify } = this.#request;
    const agents = agentsAt(this.#request);
    const { timeoutSeconds, setupCommand, note } = this.#request;
    const { maxFixes, maxMinutes, maxCost, maxTokens } = this.#request;
    listener({ type: 'phase', text: 'taking a snapshot' });
    const now = host.now();
    const runId = newRunId(now);
    const message = `snapshot for ${runId}`;
    const { commit } = await workingCopy.snapshot({ message, overlays, signal });
    await updateRef(repository.git, baseRef(runId), commit);
    const chosen = chooseMode(isSwarm, workers, thisMachine());
    if (chosen.reason !== '') host.log.info(`One task at a time: ${chosen.reason}.`);
    const options = {
      mode: chosen.mode,
      workers: chosen.workers,
      ...{ agents, checkers, verify, timeoutSeconds, setupCommand, maxRounds },
      ...(note === undefined ? {} : { note }),
      ...(maxFixes === undefined ? {} : { maxFixes }),
      ...(maxMinutes === undefined ? {} : { maxMinutes }),
      ...(maxCost === undefined ? {} : { maxCost }),
      ...(maxTokens === undefined ? {} : { maxTokens }),
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

  async #createManager(recorder: RunRecorder): Promise<SwarmManager> {
    const { host, repository, slotsRoot } = this.#parts;
    const { mode } = recorder.record.options;
    const runner = await this.#runner(recorder);
    const local = new LocalSwarmClient(runner, mode);
    const clients = [...(await this.#remoteClients(recorder, runner)), local];
    const { listener, editorFixes, hostAgents } = this.#request;
    this.#trackRecord = await this.#parts.trackRecord.read();
    const avoidFor = (issues: readonly Issue[]): RulesToAvoid => this.#avoided(recorder, issues);
    const parts = { repository, slotsRoot, clients, recorder, listener, avoidFor };
    return new SwarmManager({ ...parts, editorFixes, hostAgents, log: host.log });
  }

  /** An agent that is only a command of this run has no name to be remembered by. */
  #avoided({ record }: RunRecorder, issues: readonly Issue[]): RulesToAvoid {
    const named = record.options.agents.filter(({ id }) => id !== namelessAgent);
    return rulesToAvoid(
      this.#trackRecord,
      named.map(({ id }) => id),
      issues,
    );
  }

  #tellAvoided(recorder: RunRecorder, issues: readonly Issue[]): void {
    for (const [agent, rules] of Object.entries(this.#avoided(recorder, issues))) {
      for (const rule of rules) {
        const { reason } = decide(this.#trackRecord, agent, rule);
        const advice = 'forget that with "swarm-autofix agents --forget"';
        this.#parts.host.log.info(`${reason}: it is not tried; ${advice}.`);
      }
    }
  }

  /** Only agents that ask a server need to know its token. */
  async #runner({ record }: RunRecorder): Promise<RunnerCommand> {
    const { runner, serverToken } = this.#parts.host;
    const agent = record.options.agents.find(({ kind }) => kind === 'mahavishnu');
    const token = agent?.kind === 'mahavishnu' ? await serverToken(new URL(agent.server)) : '';
    return token === '' ? runner : { ...runner, secrets: { [serverTokenVariable]: token } };
  }

  async #remoteClients(
    recorder: RunRecorder,
    runner: RunnerCommand,
  ): Promise<readonly SwarmClient[]> {
    const { mahavishnu: address } = this.#request;
    if (address === undefined || recorder.record.options.mode === 'sequential') return [];
    const { host } = this.#parts;
    // Most runs have no server, and what speaks to one is large.
    const { MahavishnuSwarmClient } = await import('./clients/mahavishnu/mahavishnuSwarmClient.ts');
    const noteTerminal: NoteTerminal = async (id, state) => {
      await recorder.append({ event: 'terminal', server: address.url.href, id, state });
    };
    const { log } = host;
    const root = recorder.directory;
    return [new MahavishnuSwarmClient({ address, runner, root, noteTerminal, log })];
  }

  async #fix(recorder: RunRecorder, manager: SwarmManager): Promise<StopReason> {
    const { reported, choice, overlays, listener } = this.#request;
    const { store, repository } = this.#parts;
    const { git } = repository;
    const { base } = recorder.record;
    const files = new SnapshotFiles(git, base, overlays);
    const told = reported && (await readReported(files, reported, choice));
    listener({ type: 'phase', text: 'looking for problems' });
    const answer = await manager.survey(base, told?.built.issues ?? []);
    this.#start = { commit: base, diagnostics: answer.diagnostics };
    const { issues, leftOut } = await gatherIssues(files, answer, told, choice);
    this.#leftOut = leftOut;
    await recorder.append({ event: 'found', issues });
    this.#tellAvoided(recorder, issues);
    const { continues } = this.#request;
    if (continues !== undefined) await handOver(store, continues, recorder.record.runId);
    if (issues.length === 0) return 'clean';
    return new AutofixCoordinator({ git, manager, recorder, listener }).run(this.#start, issues);
  }

  /** Merges what is verified, or delivers it, as far as somebody has asked for that. */
  async #handOut(recorder: RunRecorder, manager: SwarmManager): Promise<void> {
    const { mergeVerified, mergeTrusted, delivery, listener } = this.#request;
    const verified = verifiedTasks([recorder.view()]);
    const requests = mergeTrusted === true ? this.#trusted(verified) : verified;
    const { repository, mergeDesk, store } = this.#parts;
    const check = (commit: string) => manager.check(commit);
    if (delivery !== undefined) {
      listener({ type: 'phase', text: `writing a ${delivery.kind}` });
      const start = this.#start;
      this.#delivered = await deliverFixes(repository, requests, start, { delivery, check });
      return;
    }
    if (requests.length === 0 || !mergeVerified) return;
    listener({ type: 'phase', text: 'merging what is verified' });
    const { signal } = this.#stop;
    this.#merge = await mergeDesk.merge(requests, { check, signal });
    await recorder.reload(store);
  }

  async #remember(recorder: RunRecorder): Promise<void> {
    const view = recorder.view();
    const outcomes = outcomesOf(view, this.#avoided(recorder, view.issues));
    await this.#parts.trackRecord.add(outcomes.filter(({ agent }) => agent !== namelessAgent));
  }

  /** Of what needs no person, the tasks whose agents have always done well here. */
  #trusted(requests: readonly MergeRequest[]): readonly MergeRequest[] {
    const record = this.#trackRecord;
    return requests.filter(({ task }) => isTrusted(record, task.result?.agent ?? '', task.task));
  }

  async #end(recorder: RunRecorder, stopReason: StopReason): Promise<void> {
    // Somebody may have edited or discarded fixes meanwhile.
    await recorder.reload(this.#parts.store);
    if (recorder.view().stopReason === undefined) {
      await recorder.append({ event: 'ended', stopReason });
      await this.#remember(recorder);
    }
  }
}
