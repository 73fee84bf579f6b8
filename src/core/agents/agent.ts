import type { GitCommand } from '../git/gitCommand.ts';
import type { AgentUsage } from '../protocol/agentUsage.ts';
import type { Issue } from '../protocol/issue.ts';
import type { SwarmTask } from '../protocol/swarmTask.ts';
import type { CheckersAnswer } from './prompt/checkersAnswer.ts';
import type { Workpiece } from './workpiece.ts';

/** Absolute paths around a worktree, for a program that is confined to it. */
export interface Surroundings {
  /** In the worktree, and yet never to be written to: git's own file, packages. */
  readonly readOnly: readonly string[];
  /** Elsewhere, and yet to be seen: the main checkout, its git directory, the task's folder. */
  readonly visible: readonly string[];
}

/** Who is told how an attempt goes on, while it does. */
export interface AgentWatcher {
  /** The agent's own words of what it does now, in a line. */
  said(text: string): void;
  used(usage: Omit<AgentUsage, 'agent' | 'issueIds'>): void;
  /** The service behind it asks for patience; it goes on after so long. */
  limited(seconds: number): void;
}

export interface AgentContext {
  /** The root of the worktree: the only place where an agent may write. */
  readonly worktree: string;
  readonly surroundings: Surroundings;
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
  /** What was done in this task before, a line each. */
  readonly earlier: readonly string[];
  /** On another try, what the checkers said of the one before. */
  readonly answer: CheckersAnswer | undefined;
  readonly signal: AbortSignal;
  /** A line for the task's log. */
  readonly log: (text: string) => void;
  readonly watcher: AgentWatcher;
}

/** What an agent says of its attempt. It is never evidence: the diff and the checkers are. */
export interface AgentReport {
  /** Why a person must judge the edits although the diagnostics are gone, by issue id. */
  readonly doubts: ReadonlyMap<string, string>;
  /** The same for every other issue that is gone, or undefined when there is no such reason. */
  readonly overallDoubt: string | undefined;
  /** What went wrong, a line each. */
  readonly errors: readonly string[];
  /** The service behind it wanted more patience than there was: what it did not do may be done later. */
  readonly isLimited?: boolean;
}

/** Edits files of a worktree to make issues go away. */
export interface Agent {
  readonly id: string;
  /** True for a program of somebody else: then what it did outside the worktree is looked at too. */
  readonly isForeign: boolean;
  /** True when nobody here knows its edits one by one: then what others use of the files is compared. */
  readonly isUnjudged: boolean;
  /** How often it may try again, told what the checkers said; never without it. */
  readonly retries?: number;
  attempt(context: AgentContext): Promise<AgentReport>;
}
