import { join } from 'node:path';
import envPaths from 'env-paths';
import { systemClock } from '../core/base/clock.ts';
import type { Logger } from '../core/base/logger.ts';
import { type ServerAddress, serverAddress } from '../core/mahavishnu/serverAddress.ts';
import { serverTokenVariable } from '../core/runner/serverToken.ts';
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
  serverAt(address: string): ServerAddress | undefined;
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
  // Not an option: others can read what a program was called with.
  const mahavishnuToken = env[serverTokenVariable] ?? '';
  const storageDir = env['SWARM_CACHE'] ?? envPaths('swarm-autofix', { suffix: '' }).cache;
  const host: SwarmHost = {
    log: createLogger(output, env['SWARM_DEBUG'] !== undefined),
    name: 'swarm-autofix',
    storageDir,
    storageHint: 'the variable SWARM_CACHE',
    // Who starts a program in a folder trusts what is in it.
    isTrusted: true,
    now: systemClock,
    serverToken: async () => mahavishnuToken,
    runner: {
      command: process.execPath,
      args: [program],
      // Compiling TypeScript's own code anew in every worker would take most of their start.
      env: { NODE_COMPILE_CACHE: join(storageDir, 'compile-cache') },
    },
  };
  const folder = process.cwd();
  return {
    output,
    host,
    folder,
    openSwarm: () => createSwarm(host, folder),
    serverAt: (address) =>
      address === 'off' ? undefined : serverAddress(address, mahavishnuToken),
    setExitCode: (code) => {
      process.exitCode = code;
    },
  };
}
