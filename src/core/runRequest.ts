import type { IssueChoice } from './gatherIssues.ts';
import type { ReportedProblem } from './issues/problemReport.ts';
import type { SwarmListener } from './manager/swarmEvent.ts';
import type { AgentSettings, CheckerSettings } from './protocol/settings.ts';

/** What a run shall do. */
export interface RunRequest {
  readonly choice: IssueChoice;
  /** Problems that somebody else has found; undefined: those that the checkers find. */
  readonly reported: readonly ReportedProblem[] | undefined;
  readonly isSwarm: boolean;
  readonly workers: number;
  /** The ladder, first to last. */
  readonly agents: readonly AgentSettings[];
  readonly checkers: readonly CheckerSettings[];
  readonly verify: boolean;
  /** For each task. */
  readonly timeoutSeconds: number;
  readonly setupCommand: string;
  /** Merge what is verified when the run ends. */
  readonly mergeVerified: boolean;
  readonly listener: SwarmListener;
  readonly signal: AbortSignal;
}

/** Everything that has to do with how, not with what: for checking without fixing. */
export type CheckRequest = Pick<
  RunRequest,
  'choice' | 'reported' | 'checkers' | 'setupCommand' | 'signal'
>;
