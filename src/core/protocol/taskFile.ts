import type { AgentSettings, CheckerSettings } from './settings.ts';
import type { SwarmResult } from './swarmResult.ts';
import type { SwarmTask } from './swarmTask.ts';

/** `task.json`: all that the task runner needs to know. Paths are absolute. */
export interface TaskFile {
  readonly version: 1;
  readonly runId: string;
  readonly workerId: string;
  readonly task: SwarmTask;
  /** The root of the working tree whose problems these are. Never written to by the runner. */
  readonly workingTree: string;
  /** The worktree slot to work in; made when it is not there. */
  readonly slot: string;
  /** The snapshot to start from. */
  readonly base: string;
  /** The ladder, first to last. */
  readonly agents: readonly AgentSettings[];
  readonly checkers: readonly CheckerSettings[];
  /** False: every verdict is `unverified`. */
  readonly verify: boolean;
  /** For the whole task, in seconds. */
  readonly timeoutSeconds: number;
  /** Run in a new slot before its first use, such as `npm ci`; empty for none. */
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

/** `result.json`: its presence is the only sign that a task has ended. */
export interface ResultFile {
  readonly version: 1;
  readonly taskId: string;
  /** `error` when the runner could not do its work at all; then there are no parts. */
  readonly outcome: 'done' | 'cancelled' | 'error';
  readonly error: string;
  readonly parts: readonly TaskPart[];
}

/** A line of `events.jsonl`. */
export type RunnerEvent = { readonly at: string } & (
  | { readonly event: 'preparing' | 'checking' | 'verifying' | 'finished' }
  | { readonly event: 'agent'; readonly agent: string; readonly remaining: number }
  | { readonly event: 'process'; readonly pid: number; readonly alive: boolean }
  | { readonly event: 'note'; readonly text: string }
);
