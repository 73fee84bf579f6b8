import type { AgentUsage } from './agentUsage.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { EditorFix } from './editorFix.ts';
import type { AgentSettings, CheckerSettings } from './settings.ts';
import type { SwarmResult } from './swarmResult.ts';
import type { SwarmTask } from './swarmTask.ts';

/** Mend the issues of one task, in a worktree slot that is set to {@link TaskFile.base} first. */
export interface FixJob {
  readonly kind: 'fix';
  readonly task: SwarmTask;
  /** The ladder, first to last. */
  readonly agents: readonly AgentSettings[];
  /** False: every verdict is `unverified`. */
  readonly verify: boolean;
  /** What the person who asked for it wants agents to know, in their own words. */
  readonly note?: string;
  /** Rules, such as `ts(6133)`, that agents are not to be given any more, by the agents' ids. */
  readonly avoid?: Readonly<Record<string, readonly string[]>>;
  /** What the editor offers for these issues, for the agent of that kind. */
  readonly editorFixes?: readonly EditorFix[];
}

/** Judge edits that are there already, as if an agent had just made them; {@link TaskFile.base} is before. */
export interface RecheckJob {
  readonly kind: 'recheck';
  readonly task: SwarmTask;
  /** The commit that the edits were made on: the base, or a commit on top of it. */
  readonly parent: string;
  readonly commit: string;
  /** Why a person must judge although an issue is gone, by issue id. */
  readonly doubts: Readonly<Record<string, string>>;
}

/** Report what the checkers say about the whole project, and change nothing. */
export interface CheckJob {
  readonly kind: 'check';
  /** Check {@link TaskFile.workingTree} as it is, without a slot. */
  readonly inPlace: boolean;
  /** Whose problems somebody wants to know about: is there a checker that would report them? */
  readonly subjects: readonly Pick<Diagnostic, 'source' | 'file'>[];
}

/** `task.json`: all that the task runner needs to know. Paths are absolute. */
export interface TaskFile {
  readonly version: 1;
  readonly runId: string;
  /** Names the order within its run; a fix job's order is named after its task. */
  readonly orderId: string;
  readonly workerId: string;
  readonly job: FixJob | RecheckJob | CheckJob;
  /** The root of the working tree whose problems these are. Never written to by the runner. */
  readonly workingTree: string;
  /** The folder that all slots of this repository are in. */
  readonly slotsRoot: string;
  /** The worktree slot to work in; made when it is not there. */
  readonly slot: string;
  /** The commit to start from. */
  readonly base: string;
  readonly checkers: readonly CheckerSettings[];
  /** Sources of diagnostics that the command checkers are known to report. */
  readonly knownSources: readonly string[];
  /** For the whole job, in seconds. */
  readonly timeoutSeconds: number;
  /** Run by the shell in a new slot before its first use, such as `npm ci`; empty for none. */
  readonly setupCommand: string;
}

/**
 * What one part of a task came to. A task is one part unless its edits are of different worth:
 * those that are verified stand alone, so that nothing doubtful holds them back.
 */
export interface TaskPart {
  readonly kind: 'verified' | 'proposed' | 'remains';
  readonly result: SwarmResult;
}

/** `result.json`: its presence is the only sign that a job has ended. */
export interface ResultFile {
  readonly version: 1;
  readonly orderId: string;
  /**
   * `error` when the runner could not do its work at all; then there are no parts. `limited` when the
   * service behind an agent has asked for more patience than there was: another attempt may do better.
   */
  readonly outcome: 'done' | 'limited' | 'cancelled' | 'error';
  readonly error: string;
  /** Of a fix job; of a recheck job, the only one. */
  readonly parts: readonly TaskPart[];
  /** Of a check job. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of a check job: the answer for each of its subjects, in their order. */
  readonly claimed: readonly boolean[];
  /** Of a check job: the ids of the checkers that have looked. */
  readonly checkers?: readonly string[] | undefined;
}

/** A line of `events.jsonl`. */
export type RunnerEvent = { readonly at: string } & (
  | { readonly event: 'preparing' | 'checking' | 'verifying' }
  /** An agent begins: the one on that rung of so many, with so many issues. */
  | {
      readonly event: 'agent';
      readonly agent: string;
      readonly remaining: number;
      readonly rung: number;
      readonly rungs: number;
    }
  /** What an agent did was looked at: so many issues are fixed for good, so many are not. */
  | { readonly event: 'judged'; readonly fixed: number; readonly remaining: number }
  | {
      readonly event: 'process';
      readonly pid: number;
      readonly startedAt: string;
      readonly alive: boolean;
    }
  /** A worker of a server is at work for this job, or is not any more. */
  | {
      readonly event: 'lent';
      readonly server: string;
      readonly id: string;
      readonly state: 'opened' | 'closed';
    }
  /** An agent's own words, a line at most, for somebody who looks on. */
  | { readonly event: 'said'; readonly agent: string; readonly text: string }
  | ({ readonly event: 'usage' } & AgentUsage)
  /** The service behind an agent asks for patience; the agent goes on after so long. */
  | { readonly event: 'limited'; readonly agent: string; readonly seconds: number }
  /** An agent that lives in the host is asked; its answer is waited for in the task's folder. */
  | { readonly event: 'asked'; readonly agent: string; readonly number: number }
  | { readonly event: 'note'; readonly text: string }
);
