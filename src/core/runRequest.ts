import type { IssueChoice } from './gatherIssues.ts';
import type { ReportedProblem } from './issues/problemReport.ts';
import type { RunOptions } from './manager/runRecord.ts';
import type { SwarmListener } from './manager/swarmEvent.ts';

/** What a run shall do. */
export interface RunRequest extends Omit<RunOptions, 'mode' | 'maxRounds'> {
  readonly choice: IssueChoice;
  /** Problems that somebody else has found; undefined: those that the checkers find. */
  readonly reported: readonly ReportedProblem[] | undefined;
  readonly isSwarm: boolean;
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
