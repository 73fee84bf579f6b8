import type { Logger } from '../core/base/logger.ts';
import type { ServerAddress } from '../core/mahavishnu/serverAddress.ts';
import { createProcessHost } from '../core/processHost.ts';
import { createSwarm, type Swarm } from '../core/swarm.ts';
import type { SwarmHost } from '../core/swarmHost.ts';
import { Output } from './output/output.ts';

/** What every command works with. */
export interface CliContext {
  readonly output: Output;
  readonly host: SwarmHost;
  /** The folder that the command was called in. */
  readonly folder: string;
  /** @throws {SwarmError} `repository` when that folder is in none that can be worked in. */
  openSwarm(): Promise<Swarm>;
  /**
   * The server at an address that was given as an option; undefined for `off`.
   * @throws {SwarmError} `usage` when nothing can be sent there.
   */
  serverAt(address: string): Promise<ServerAddress | undefined>;
  setExitCode(code: number): void;
}

function createLogger(output: Output, isDebug: boolean): Logger {
  return {
    debug: (message) => (isDebug ? output.note(message) : undefined),
    info: (message) => output.note(message),
    warn: (message) => output.note(message),
    error: (message, cause) => output.note(`${message}: ${String(cause)}`),
  };
}

/** @param program the file of this very program: workers are started with it. */
export function createContext(program: string): CliContext {
  const { env } = process;
  const output = new Output({ stdout: process.stdout, stderr: process.stderr, env });
  const log = createLogger(output, env['SWARM_DEBUG'] !== undefined);
  const host = createProcessHost({ name: 'swarm-autofix', program, log, env });
  const folder = process.cwd();
  return {
    output,
    host,
    folder,
    openSwarm: () => createSwarm(host, folder),
    serverAt: async (address) => host.serverAt(address),
    setExitCode: (code) => {
      process.exitCode = code;
    },
  };
}
