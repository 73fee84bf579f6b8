import type { Diagnostic } from '../protocol/diagnostic.ts';
import type { IssueType } from '../protocol/issueType.ts';

/** A problem as some report tells it, before it is an issue. */
export interface ReportedProblem extends Diagnostic {
  /** Only when the report itself says so. */
  readonly type?: IssueType;
  readonly priority?: number;
  /** The text that the problem is about, as the tool saw it; only when the report carries it. */
  readonly snippet?: string;
  /** When the report was written, in milliseconds since 1970; only when that is known. */
  readonly reportedAt?: number;
}

/**
 * - `outside`: it is about a file that is not of the repository.
 * - `unplaced`: it is about no file, or no place in one.
 * - `malformed`: it is not as its format says.
 */
export type RejectionKind = 'outside' | 'unplaced' | 'malformed';

/** An entry that is no problem of the repository, and why, with its place in the report. */
export interface RejectedEntry {
  readonly kind: RejectionKind;
  /** For a person, such as `entry 3` or `line 12`. */
  readonly position: string;
  readonly reason: string;
}

export interface ProblemReport {
  readonly problems: readonly ReportedProblem[];
  readonly rejected: readonly RejectedEntry[];
}
