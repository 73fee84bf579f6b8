import { join } from 'node:path';
import { systemClock } from './base/clock.ts';
import type { Logger } from './base/logger.ts';
import { type CacheFolder, cacheFolder, folderFault } from './cacheFolder.ts';
import { type ServerAddress, serverAddress, usualServer } from './mahavishnu/serverAddress.ts';
import { serverTokenVariable } from './runner/serverToken.ts';
import type { SwarmHost } from './swarmHost.ts';

export interface ProcessHostParts {
  /** What people call the program. */
  readonly name: string;
  /** The file of the program that has the command `worker`. */
  readonly program: string;
  readonly log: Logger;
  readonly env: NodeJS.ProcessEnv;
}

/** A host whose server is named by an option. */
export interface ProcessHost extends SwarmHost {
  /**
   * The server at an address that was given as an option; undefined for `off`.
   * @throws {SwarmError} `usage` when nothing can be sent there.
   */
  serverAt(address: string): ServerAddress | undefined;
}

/** Compiling TypeScript's own code anew in every worker would take most of their start. */
function compileCacheIn(folder: string): Readonly<Record<string, string>> {
  // Node itself may hang over a folder that cannot be made.
  if (folderFault(folder) !== undefined) return {};
  return { NODE_COMPILE_CACHE: join(folder, 'compile-cache') };
}

function findCache(env: NodeJS.ProcessEnv, log: Logger): CacheFolder {
  const found = cacheFolder(env);
  if (found.reason !== '') log.info(`The cache folder cannot be used: ${found.reason}.`);
  return found;
}

/** The core's host in a program of its own, which is set up by variables of its environment. */
export function createProcessHost({ name, program, log, env }: ProcessHostParts): ProcessHost {
  // Not an option: others can read what a program was called with.
  const token = env[serverTokenVariable] ?? '';
  let named = new URL(usualServer).origin;
  let found: CacheFolder | undefined;
  const storageDir = (): string => {
    // Looked for when it is needed: help, for one, needs none.
    found ??= findCache(env, log);
    return found.path;
  };
  return {
    ...{ name, log },
    get storageDir() {
      return storageDir();
    },
    storageHint: 'the variable SWARM_CACHE',
    // Who starts a program in a folder trusts what is in it.
    isTrusted: true,
    now: systemClock,
    serverToken: async ({ origin }) => (origin === named ? token : ''),
    serverAt(address) {
      if (address === 'off') return undefined;
      const server = serverAddress(address, token);
      named = server.url.origin;
      return server;
    },
    get runner() {
      return {
        command: process.execPath,
        args: [program],
        env: compileCacheIn(storageDir()),
      };
    },
  };
}
