import { mkdir, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, extname, join, sep } from 'node:path';
import { SwarmError } from '../base/swarmError.ts';
import { findSandbox, type SandboxAnswer } from '../confinement/findSandbox.ts';
import type { StartedProgram } from '../confinement/sandbox.ts';
import type { Leash } from '../protocol/settings.ts';
import type { AgentContext } from './agent.ts';

/** Variables that would lead a program's git to another place than the worktree it is started in. */
const gitVariables = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR'];

/** A word of whoever runs this process, which agents take as leave to do without asking. */
const sandboxVariables = ['IS_SANDBOX'];

/** For every foreign program: no git but that of its worktree, which it may only read. */
export const leashedEnvironment: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries([...gitVariables, ...sandboxVariables].map((name) => [name, undefined])),
  GIT_OPTIONAL_LOCKS: '0',
};

export interface LeashWorld {
  readonly findSandbox?: () => Promise<SandboxAnswer>;
  /** The user's folder, for the program that is started. */
  readonly home?: string;
}

export interface LeashedProgram {
  readonly program: StartedProgram;
  /** True when the operating system holds it to its worktree. */
  readonly isConfined: boolean;
}

function expandHome(path: string, home: string): string {
  return path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path;
}

/** A place that is not there yet could not be made once the folder around it is read-only. */
async function makeStateFolders(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    // What has an ending, such as `.claude.json`, is a file.
    const isFile = extname(path) !== '';
    // Who cannot have it is told by the program itself, in better words.
    if (!isFile) await mkdir(path, { recursive: true }).catch(() => undefined);
  }
}

/** The folder that holds all of a program: with its packages, when it is one of those. */
async function homeOfProgram(path: string): Promise<string> {
  const folder = dirname(await realpath(path).catch(() => path));
  const at = folder.indexOf(`${sep}node_modules${sep}`);
  return at < 0 ? folder : folder.slice(0, at);
}

/**
 * A program as it is to be started: confined to the worktree, as far as that is wanted and can be done.
 * @param program with its absolute path, where it is no shell.
 * @throws {SwarmError} `environment` when it must be confined, and cannot be.
 */
export async function leashedStart(
  program: StartedProgram,
  { confine = 'off', writable = [] }: Partial<Leash>,
  { worktree, surroundings }: Pick<AgentContext, 'worktree' | 'surroundings'>,
  world: LeashWorld = {},
): Promise<LeashedProgram> {
  const free = { program, isConfined: false };
  if (confine === 'off') return free;
  const answer = await (world.findSandbox ?? findSandbox)();
  if (answer.sandbox === undefined) {
    if (confine === 'auto') return free;
    throw new SwarmError('environment', `it cannot be confined: ${answer.reason}`);
  }
  const home = world.home ?? homedir();
  const state = writable.map((path) => expandHome(path, home));
  await makeStateFolders(state);
  const visible = [...surroundings.visible, await homeOfProgram(program.command)];
  const { readOnly } = surroundings;
  const territory = { worktree, writable: state, readOnly, visible };
  return { program: await answer.sandbox.wrap(program, territory), isConfined: true };
}
