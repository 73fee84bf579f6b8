import { createProcessHost } from '../core/processHost.ts';
import { BackgroundRuns } from './backgroundRuns.ts';
import { CallGate } from './callGate.ts';
import type { McpContext } from './mcpContext.ts';
import { Project } from './project.ts';
import { ServerLog } from './serverLog.ts';
import type { ServerOptions } from './serverOptions.ts';

export interface ContextParts {
  readonly options: ServerOptions;
  /** The file of the program that has the command `worker`. */
  readonly program: string;
  readonly stopping: AbortSignal;
}

export function createContext({ options, program, stopping }: ContextParts): McpContext {
  const { env } = process;
  const write = (line: string): unknown => process.stderr.write(`${line}\n`);
  const log = new ServerLog(write, env['SWARM_DEBUG'] !== undefined);
  const host = createProcessHost({ name: 'swarm-autofix mcp', program, log, env });
  const { folder, mahavishnu } = options;
  return {
    project: new Project(host, folder),
    runs: new BackgroundRuns(),
    gate: new CallGate(),
    ...{ log, stopping, now: host.now },
    lender: async () => host.serverAt(mahavishnu),
  };
}
