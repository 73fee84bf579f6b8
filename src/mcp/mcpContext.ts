import type { ServerAddress } from '../core/mahavishnu/serverAddress.ts';
import type { BackgroundRuns } from './backgroundRuns.ts';
import type { CallGate } from './callGate.ts';
import type { Project } from './project.ts';
import type { ServerLog } from './serverLog.ts';

/** What all tools of a server work with, in all of its sessions. */
export interface McpContext {
  readonly project: Project;
  readonly runs: BackgroundRuns;
  readonly gate: CallGate;
  readonly log: ServerLog;
  /** Fires when the server is about to end: nobody is to wait for anything any more. */
  readonly stopping: AbortSignal;
  readonly now: () => number;
  /**
   * The server that lends workers; undefined when none is to be tried.
   * @throws {SwarmError} `usage` when nothing can be sent to its address.
   */
  lender(): Promise<ServerAddress | undefined>;
}
