import type { Issue } from './issue.ts';
import type { IssueType } from './issueType.ts';

/** Work for one worker. No two tasks of a plan share a file. */
export interface SwarmTask {
  /** Unique within a run, such as `t03`. */
  readonly taskId: string;
  /** The type of most of its issues. */
  readonly issueType: IssueType;
  /** The files that it owns, relative to the repository. */
  readonly filePaths: readonly string[];
  /** 1 is the most urgent, 5 the least: that of its most urgent issue. */
  readonly priority: number;
  readonly issues: readonly Issue[];
  /** Why these issues are one task, and why it stands where it stands, in one line for a person. */
  readonly reason: string;
}
