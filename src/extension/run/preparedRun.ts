import type { RunPlan } from '../../core/repeatRun.ts';
import type { SwarmPlan } from '../../core/swarm.ts';
import type { RepositorySession } from '../session/repositorySession.ts';

/** A run that can be started, and what it would do. */
export interface PreparedRun {
  readonly session: RepositorySession;
  readonly plan: SwarmPlan;
  readonly request: RunPlan;
  /** True when the project's checkers have looked into all files. */
  readonly isThorough: boolean;
}
