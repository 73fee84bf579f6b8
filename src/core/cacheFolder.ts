import { accessSync, constants, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { messageOf, SwarmError } from './base/swarmError.ts';

export interface CacheFolder {
  readonly path: string;
  /** Why it is not the usual one; empty when it is, or when it was named. */
  readonly reason: string;
}

const variable = 'SWARM_CACHE';

/** Step by step; see `makeFolders`. */
function makeFoldersSync(folder: string): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFoldersSync(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Somebody else may have made it just now.
    if (!existsSync(folder)) throw error;
  }
}

/** @returns why nothing can be written there, or undefined when something can. */
export function folderFault(folder: string): string | undefined {
  try {
    makeFoldersSync(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** @returns undefined on a machine that gives its user no home. */
function usualFolder(): string | undefined {
  try {
    return homedir() === '' ? undefined : envPaths('swarm-autofix', { suffix: '' }).cache;
  } catch {
    return undefined; // There is no such user in the machine's list.
  }
}

function userName(): string {
  return String(process.getuid?.() ?? userInfo().username);
}

/** A folder in everybody's place for such things, which must be nobody else's. */
function temporaryFolder(): string {
  const folder = join(tmpdir(), `swarm-autofix-${userName()}`);
  const fault = folderFault(folder);
  const status = fault === undefined ? lstatSync(folder) : undefined;
  const isOurs =
    status?.isDirectory() === true && status.uid === (process.getuid?.() ?? status.uid);
  if (isOurs) return folder;
  const words = fault ?? `${folder} belongs to somebody else`;
  const advice = `name a folder that can be written to by the variable ${variable}`;
  throw new SwarmError('environment', `There is no place for worktrees: ${words}; ${advice}.`);
}

/**
 * Where a program keeps what may be thrown away: what the variable says, else the user's cache, else,
 * where that cannot be written to, a folder of the user's own among the temporary ones.
 * @throws {SwarmError} `environment` when nothing can be written anywhere.
 */
export function cacheFolder(env: NodeJS.ProcessEnv): CacheFolder {
  const named = env[variable] ?? '';
  if (named !== '') return { path: named, reason: '' };
  const usual = usualFolder();
  const fault = usual === undefined ? 'there is no home folder' : folderFault(usual);
  if (usual !== undefined && fault === undefined) return { path: usual, reason: '' };
  const path = temporaryFolder();
  return { path, reason: `${fault}; worktrees are in ${path}` };
}
