import type { Diagnostic } from '../protocol/diagnostic.ts';
import type { IssueType } from '../protocol/issueType.ts';

/** A problem as some report tells it, before it is an issue. */
export interface ReportedProblem extends Diagnostic {
  /** Only when the report itself says so. */
  readonly type?: IssueType;
  readonly priority?: number;
}

/** An entry that could not be read, and why, with its place in the report. */
export interface RejectedEntry {
  /** For a person, such as `entry 3` or `line 12`. */
  readonly position: string;
  readonly reason: string;
}

export interface ProblemReport {
  readonly problems: readonly ReportedProblem[];
  readonly rejected: readonly RejectedEntry[];
}
