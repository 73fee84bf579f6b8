import type { AgentSettings, CheckerSettings } from '../protocol/settings.ts';
import type { SwarmMode } from '../protocol/swarmClient.ts';

/** What a run was asked to do. */
export interface RunOptions {
  readonly mode: SwarmMode;
  readonly workers: number;
  /** The ladder, first to last. */
  readonly agents: readonly AgentSettings[];
  readonly checkers: readonly CheckerSettings[];
  readonly verify: boolean;
  /** For each task. */
  readonly timeoutSeconds: number;
  readonly setupCommand: string;
  /** What the person who asked for it wants agents to know, in their own words. */
  readonly note?: string;
  /** Not more problems than that are fixed; undefined for as many as there are. */
  readonly maxFixes?: number;
  /** After so many minutes no task is begun any more. */
  readonly maxMinutes?: number;
  /** Once agents have cost so many US dollars, no task is begun any more. */
  readonly maxCost?: number;
  /** Once agents have used so many tokens, in and out, no task is begun any more. */
  readonly maxTokens?: number;
  /** How many rounds at most. */
  readonly maxRounds: number;
}

/** `run.json`: what was known when the run began. It never changes. */
export interface RunRecord {
  readonly version: 1;
  readonly runId: string;
  readonly workingTree: string;
  /** The snapshot that all of it is about. */
  readonly base: string;
  readonly startedAt: string;
  readonly options: RunOptions;
}
