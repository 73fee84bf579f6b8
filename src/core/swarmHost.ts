import type { Clock } from './base/clock.ts';
import type { Logger } from './base/logger.ts';
import type { RunnerCommand } from './clients/runnerProcess.ts';
import type { Repository } from './git/repository.ts';
import type { WorkingCopy } from './git/workingCopy.ts';

/** The only way in which a host reaches into the core. */
export interface SwarmHost {
  /** What people call the program, such as `Visual Studio Code`: those who come second are told. */
  readonly name: string;
  readonly log: Logger;
  /** An absolute folder for what may be thrown away: worktrees. */
  readonly storageDir: string;
  /** How a person has it elsewhere, such as `the setting cacheFolder`. */
  readonly storageHint: string;
  /** False: nothing of the project may be run, not even its checkers. */
  readonly isTrusted: boolean;
  readonly now: Clock;
  /** Starts the program that is the task runner, too. */
  readonly runner: RunnerCommand;
  /**
   * For servers that ask for one; empty for none, and for every server but the one that an option or a
   * setting names now: who listens today where another one was must not see it.
   */
  readonly serverToken: (server: URL) => Promise<string>;
  /** Where fixes are merged into and snapshots are taken of; without it, the files on the disk. */
  readonly workingCopy?: (repository: Repository) => WorkingCopy;
}
