import type { Diagnostic } from './diagnostic.ts';
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
  readonly job: FixJob | CheckJob;
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
  /** `error` when the runner could not do its work at all; then there are no parts. */
  readonly outcome: 'done' | 'cancelled' | 'error';
  readonly error: string;
  /** Of a fix job. */
  readonly parts: readonly TaskPart[];
  /** Of a check job. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of a check job: the answer for each of its subjects, in their order. */
  readonly claimed: readonly boolean[];
}

/** A line of `events.jsonl`. */
export type RunnerEvent = { readonly at: string } & (
  | { readonly event: 'preparing' | 'checking' | 'verifying' | 'finished' }
  | { readonly event: 'agent'; readonly agent: string; readonly remaining: number }
  | {
      readonly event: 'process';
      readonly pid: number;
      readonly startedAt: string;
      readonly alive: boolean;
    }
  | { readonly event: 'note'; readonly text: string }
);
