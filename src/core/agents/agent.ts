import type { GitCommand } from '../git/gitCommand.ts';
import type { Issue } from '../protocol/issue.ts';
import type { SwarmTask } from '../protocol/swarmTask.ts';
import type { Workpiece } from './workpiece.ts';

export interface AgentContext {
  /** The root of the worktree: the only place where an agent may write. */
  readonly worktree: string;
  /** Bound to that worktree. */
  readonly git: GitCommand;
  /** The commit that the worktree is at when the attempt begins. */
  readonly start: string;
  /** `task.json` of the order, for programs that read it. */
  readonly taskFilePath: string;
  readonly task: SwarmTask;
  /** Those of the task's issues that are still there, where they stand now. */
  readonly issues: readonly Issue[];
  readonly workpiece: Workpiece;
  /** What the person who asked for it wants to be known, in their own words; empty for nothing. */
  readonly note: string;
  readonly signal: AbortSignal;
  /** A line for the task's log. */
  readonly log: (text: string) => void;
}

/** What an agent says of its attempt. It is never evidence: the diff and the checkers are. */
export interface AgentReport {
  /** Why a person must judge the edits although the diagnostics are gone, by issue id. */
  readonly doubts: ReadonlyMap<string, string>;
  /** The same for every other issue that is gone, or undefined when there is no such reason. */
  readonly overallDoubt: string | undefined;
  /** What went wrong, a line each. */
  readonly errors: readonly string[];
}

/** Edits files of a worktree to make issues go away. */
export interface Agent {
  readonly id: string;
  /** True for a program of somebody else: then what it did outside the worktree is looked at too. */
  readonly isForeign: boolean;
  /** True when nobody here knows its edits one by one: then what others use of the files is compared. */
  readonly isUnjudged: boolean;
  attempt(context: AgentContext): Promise<AgentReport>;
}
