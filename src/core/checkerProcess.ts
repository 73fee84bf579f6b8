import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './base/lockFile.ts';
import { SwarmError } from './base/swarmError.ts';
import { RunnerNotes } from './clients/runnerNotes.ts';
import { runnerProcesses } from './clients/runnerProcess.ts';
import { RunnerWorker } from './clients/runnerWorker.ts';
import type { CheckerAnswer } from './gatherIssues.ts';
import type { Repository } from './git/repository.ts';
import type { CheckerSettings } from './protocol/settings.ts';
import type { CheckJob, RecheckJob, ResultFile, RunnerEvent } from './protocol/taskFile.ts';
import { TaskFolder } from './runner/taskFolder.ts';
import type { SwarmHost } from './swarmHost.ts';

const timeoutSeconds = 600;

/** Others may be at their checks for that long, one after the other. */
const lockTimeoutMs = 2 * timeoutSeconds * 1000;

export interface CheckerProcessParts {
  readonly host: SwarmHost;
  readonly repository: Repository;
  readonly slotsRoot: string;
  readonly checkers: readonly CheckerSettings[];
  readonly setupCommand: string;
  readonly signal: AbortSignal;
}

/** Checkers outside of a run, in a process of their own that is kept warm until it is closed. */
export class CheckerProcess {
  readonly #parts: CheckerProcessParts;
  readonly #worker: RunnerWorker;
  readonly #notes: RunnerNotes;
  #knownSources: readonly string[] = [];

  constructor(parts: CheckerProcessParts) {
    this.#parts = parts;
    this.#worker = new RunnerWorker('checker', runnerProcesses(parts.host.runner));
    this.#notes = new RunnerNotes(parts.host.log);
  }

  /**
   * What the checkers say of the working tree as it is. Nothing is written: no snapshot, no worktree.
   * @throws {SwarmError} `checker` when a checker cannot do its work, `cancelled`.
   */
  checkInPlace(subjects: CheckJob['subjects']): Promise<CheckerAnswer> {
    return this.#run({ kind: 'check', inPlace: true, subjects }, 'HEAD');
  }

  /** The same of a commit, in a slot of its own. */
  checkCommit(commit: string, subjects: CheckJob['subjects'] = []): Promise<CheckerAnswer> {
    return this.#runAlone({ kind: 'check', inPlace: false, subjects }, commit);
  }

  /** Judges edits that are there already. @param base where their task began. */
  recheck(job: RecheckJob, base: string): Promise<ResultFile> {
    return this.#runAlone(job, base);
  }

  async close(): Promise<void> {
    await this.#worker.close();
  }

  /** There is one slot for checks: what another one checks out there must not be judged. */
  #runAlone(job: CheckJob | RecheckJob, base: string): Promise<ResultFile> {
    const { repository, signal } = this.#parts;
    const lock = join(repository.storageDirectory, 'check.lock');
    const wait = { purpose: 'check', timeoutMs: lockTimeoutMs, signal };
    return withLock(lock, wait, () => this.#run(job, base));
  }

  async #run(job: CheckJob | RecheckJob, base: string): Promise<ResultFile> {
    const { repository, slotsRoot, checkers, setupCommand, signal } = this.#parts;
    const directory = await mkdtemp(join(tmpdir(), 'swarm-autofix-'));
    try {
      await new TaskFolder(directory).writeTask({
        version: 1,
        runId: 'check',
        orderId: 'check',
        workerId: this.#worker.id,
        workingTree: repository.workingTree,
        slot: join(slotsRoot, 'slot-check'),
        knownSources: this.#knownSources,
        ...{ job, slotsRoot, base, checkers, timeoutSeconds, setupCommand },
      });
      const order = { orderId: 'check', directory, timeoutSeconds };
      const hear = (event: RunnerEvent): void => this.#notes.hear(event);
      const outcome = await this.#worker.run(order, hear, signal);
      if (outcome.kind === 'cancelled') throw new SwarmError('cancelled', 'Cancelled.');
      if (outcome.kind === 'lost') {
        throw new SwarmError('checker', `The checkers were lost: ${outcome.reason}`);
      }
      if (outcome.result.outcome === 'error') throw new SwarmError('checker', outcome.result.error);
      this.#knownSources = [...new Set(outcome.result.diagnostics.map((entry) => entry.source))];
      return outcome.result;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
}
