import type { StartProcess } from '../agents/acp/acpProgram.ts';
import type { Clock } from '../base/clock.ts';
import type { RunProcess } from '../base/runProcess.ts';
import type { Repository } from '../git/repository.ts';
import type { WorktreeSlots } from '../git/worktreeSlots.ts';
import type { RunnerEvent, TaskFile } from '../protocol/taskFile.ts';
import type { OutskirtsMemory } from './outskirts.ts';
import type { TaskFolder } from './taskFolder.ts';
import type { WorkbenchPool } from './workbenchPool.ts';

type WithoutTime<Event> = Event extends RunnerEvent ? Omit<Event, 'at'> : never;

/** An event that is about to be dated. */
export type NewRunnerEvent = WithoutTime<RunnerEvent>;

/** Everything that one job needs. */
export interface JobContext {
  readonly file: TaskFile;
  readonly folder: TaskFolder;
  readonly repository: Repository;
  readonly slots: WorktreeSlots;
  readonly benches: WorkbenchPool;
  readonly outskirts: OutskirtsMemory;
  /** Keeps account of what it starts, so that nothing outlives the job. */
  readonly run: RunProcess;
  /** The same for programs that are talked with. */
  readonly start: StartProcess;
  /** For servers that ask for one; empty for none. */
  readonly serverToken: string;
  readonly now: Clock;
  /** Fires when the job is cancelled. */
  readonly cancelled: AbortSignal;
  /** Fires when the job is cancelled or its time is up. */
  readonly signal: AbortSignal;
  readonly emit: (event: NewRunnerEvent) => void;
}
