import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SwarmError } from './base/swarmError.ts';
import { LocalWorker } from './clients/localWorker.ts';
import type { CheckerAnswer } from './gatherIssues.ts';
import type { Repository } from './git/repository.ts';
import type { CheckerSettings } from './protocol/settings.ts';
import type { CheckJob } from './protocol/taskFile.ts';
import { TaskFolder } from './runner/taskFolder.ts';
import type { SwarmHost } from './swarmHost.ts';

const timeoutSeconds = 600;

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
  readonly #worker: LocalWorker;
  #knownSources: readonly string[] = [];

  constructor(parts: CheckerProcessParts) {
    this.#parts = parts;
    this.#worker = new LocalWorker('checker', parts.host.runner);
  }

  /**
   * What the checkers say of the working tree as it is. Nothing is written: no snapshot, no worktree.
   * @throws {SwarmError} `checker` when a checker cannot do its work, `cancelled`.
   */
  checkInPlace(subjects: CheckJob['subjects']): Promise<CheckerAnswer> {
    return this.#run({ kind: 'check', inPlace: true, subjects }, 'HEAD');
  }

  /** The same of a commit, in a slot of its own. */
  checkCommit(commit: string): Promise<CheckerAnswer> {
    return this.#run({ kind: 'check', inPlace: false, subjects: [] }, commit);
  }

  async close(): Promise<void> {
    await this.#worker.close();
  }

  async #run(job: CheckJob, base: string): Promise<CheckerAnswer> {
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
      const outcome = await this.#worker.run(order, () => undefined, signal);
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
