import type { Delivery } from './deliverFixes.ts';
import type { IssueChoice } from './gatherIssues.ts';
import type { Overlays } from './git/overlays.ts';
import type { ReportedProblem } from './issues/problemReport.ts';
import type { ServerAddress } from './mahavishnu/serverAddress.ts';
import type { EditorFixProvider } from './manager/editorFixes.ts';
import type { HostAgentProvider } from './manager/hostAnswers.ts';
import type { RunControl } from './manager/runControl.ts';
import type { RunOptions } from './manager/runRecord.ts';
import type { SwarmListener } from './manager/swarmEvent.ts';

/** What a run shall do. */
export interface RunRequest extends Omit<RunOptions, 'mode' | 'maxRounds'> {
  readonly choice: IssueChoice;
  /** Problems that somebody else has found; undefined: those that the checkers find. */
  readonly reported: readonly ReportedProblem[] | undefined;
  /** Unsaved texts that those problems are about; without them, those that the working copy holds. */
  readonly overlays?: Overlays | undefined;
  readonly isSwarm: boolean;
  /** A server that lends workers, to be tried before those of this machine. */
  readonly mahavishnu?: ServerAddress | undefined;
  /** Merge what is verified when the run ends. */
  readonly mergeVerified: boolean;
  /** Of that, only what agents have done whose work was always accepted here. */
  readonly mergeTrusted?: boolean | undefined;
  /** Put what is verified there when the run ends, in place of merging it. */
  readonly delivery?: Delivery | undefined;
  /** Knows the editor's quick fixes, for the agent of that kind; undefined where there is no editor. */
  readonly editorFixes?: EditorFixProvider | undefined;
  /** Asks agents that live in the host; undefined where there are none. */
  readonly hostAgents?: HostAgentProvider | undefined;
  /** The run that was cut off and that this one goes on with; see `continueRequest`. */
  readonly continues?: string | undefined;
  /** Called once, before anything is looked for, with what a person can do to the run. */
  readonly onStart?: ((control: RunControl) => void) | undefined;
  readonly listener: SwarmListener;
  readonly signal: AbortSignal;
}

/** Everything that has to do with how, not with what: for checking without fixing. */
export type CheckRequest = Pick<
  RunRequest,
  'choice' | 'reported' | 'overlays' | 'checkers' | 'setupCommand' | 'signal'
>;
