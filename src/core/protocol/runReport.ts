import type { Severity } from './diagnostic.ts';
import type { IssueType } from './issueType.ts';
import type { RunSpending, TaskSpending } from './spending.ts';
import type { Backend, SwarmMode } from './swarmClient.ts';
import type { TaskState } from './taskState.ts';
import type { Verdict } from './verdict.ts';

export type StopReason = 'clean' | 'stalled' | 'regressed' | 'limit' | 'cancelled' | 'error';

export interface IssueCounts {
  readonly found: number;
  readonly fixed: number;
  readonly remaining: number;
  readonly proposed: number;
  readonly suppressed: number;
  readonly introduced: number;
  readonly unverified: number;
}

export interface ModeChange {
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export interface IssueReport {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly source: string;
  readonly code: string;
  readonly message: string;
  readonly severity: Severity;
  readonly verdict: Verdict;
  readonly reason: string;
}

export interface TaskReport {
  readonly taskId: string;
  readonly issueType: IssueType;
  readonly filePaths: readonly string[];
  readonly priority: number;
  readonly state: TaskState;
  readonly workerId: string;
  readonly agent: string;
  readonly success: boolean;
  readonly filesModified: readonly string[];
  readonly fixesApplied: number;
  readonly errors: readonly string[];
  readonly durationSeconds: number;
  readonly commit: string | null;
  readonly merged: boolean;
  /** Left out when agents have used nothing; that of a task that was cut is with its first part. */
  readonly spending?: TaskSpending;
  readonly issues: readonly IssueReport[];
}

/** The document of `run --json`. */
export interface RunReport {
  readonly schemaVersion: 1;
  readonly runId: string;
  readonly mode: SwarmMode;
  readonly backend: Backend;
  readonly workers: number;
  readonly base: string;
  readonly startedAt: string;
  readonly durationSeconds: number;
  readonly stopReason: StopReason;
  readonly issues: IssueCounts;
  readonly modeChanges: readonly ModeChange[];
  /** Left out when agents have used nothing. */
  readonly spending?: RunSpending;
  readonly tasks: readonly TaskReport[];
}
