import { realpath } from 'node:fs/promises';
import { readLiveHolder } from '../core/base/lockFile.ts';
import { isSwarmError, SwarmError } from '../core/base/swarmError.ts';
import { runLockPath } from '../core/manager/recovery.ts';
import type { RunView } from '../core/manager/runView.ts';
import { createSwarm, type Swarm } from '../core/swarm.ts';
import type { SwarmHost } from '../core/swarmHost.ts';

/** A repository that is open, and the folder in it that paths are relative to. */
export interface OpenProject {
  readonly swarm: Swarm;
  /** Absolute, without links in it. */
  readonly folder: string;
}

/** The one repository that a server works on. It is opened when it is first needed. */
export class Project {
  readonly #host: SwarmHost;
  readonly #folder: string;
  #opening: Promise<OpenProject> | undefined;
  #recovering: Promise<void> | undefined;

  constructor(host: SwarmHost, folder: string) {
    this.#host = host;
    this.#folder = folder;
  }

  /** @throws {SwarmError} whatever keeps it from being opened; the next call tries again. */
  open(): Promise<OpenProject> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  /** All runs, oldest first. Those whose process is gone were put in order before. */
  async runs(): Promise<RunView[]> {
    const { swarm } = await this.open();
    const runs = await swarm.runs();
    if (runs.every(({ stopReason }) => stopReason !== undefined)) return runs;
    if (await this.isBusy()) return runs;
    // Several at once would stand in each other's way, and see each other's work half done.
    this.#recovering ??= swarm.recover().finally(() => {
      this.#recovering = undefined;
    });
    await this.#recovering;
    return swarm.runs();
  }

  /** True while a process that lives holds the lock of runs. */
  async isBusy(): Promise<boolean> {
    const { swarm } = await this.open();
    return (await readLiveHolder(runLockPath(swarm.repository))) !== undefined;
  }

  async #open(): Promise<OpenProject> {
    const folder = this.#folder;
    try {
      const swarm = await createSwarm(this.#host, folder);
      return { swarm, folder: await realpath(folder) };
    } catch (error) {
      if (!isSwarmError(error, 'noRepository')) throw error;
      const advice = 'start the server in one, or with --folder';
      throw new SwarmError('noRepository', `${folder} is in no git repository; ${advice}.`, error);
    }
  }
}
