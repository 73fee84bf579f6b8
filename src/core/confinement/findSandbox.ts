import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { type RunProcess, runProcess } from '../base/runProcess.ts';
import { Bubblewrap } from './bubblewrap/bubblewrap.ts';
import { provenFault } from './proof.ts';
import type { Sandbox } from './sandbox.ts';
import { Seatbelt, sandboxExec } from './seatbelt/seatbelt.ts';

export type SandboxAnswer =
  | { readonly sandbox: Sandbox }
  | {
      readonly sandbox: undefined;
      /** One line: what is missing, and what to do. */
      readonly reason: string;
    };

export interface SandboxWorld {
  readonly platform?: NodeJS.Platform;
  readonly env?: NodeJS.ProcessEnv;
  readonly run?: RunProcess;
  /** Where the system keeps its programs; they are looked for there first. */
  readonly systemFolders?: readonly string[];
}

type Surroundings = Required<SandboxWorld>;

const ownWorld: Surroundings = {
  platform: process.platform,
  env: process.env,
  run: runProcess,
  systemFolders: ['/usr/bin', '/bin', '/usr/local/bin', '/run/wrappers/bin'],
};

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The system's own program comes before one that a project has put in front. */
function findProgram(name: string, { env, systemFolders }: Surroundings): string | undefined {
  const named = (env['PATH'] ?? '').split(':').filter((folder) => folder.startsWith('/'));
  return [...systemFolders, ...named].map((folder) => join(folder, name)).find(isProgram);
}

function without(reason: string): SandboxAnswer {
  return { sandbox: undefined, reason };
}

/** What bubblewrap's own words mean, and what to do about it. */
const faults = [
  {
    words: /^bwrap: .*(namespace|[ug]id map|mount (proc|tmpfs|devpts)|\/ slave|pivot_root)/i,
    meaning: 'bubblewrap is not allowed to make namespaces here',
    advice:
      'allow unprivileged user namespaces, or work outside of the container that forbids them',
  },
  {
    words: /unknown option/i,
    meaning: 'bubblewrap is too old',
    advice: 'install a newer one',
  },
] as const;

function explain(fault: string): string {
  const known = faults.find(({ words }) => words.test(fault));
  if (known === undefined) return `bubblewrap confines nothing here (${fault}); see to it`;
  return `${known.meaning} (${fault}); ${known.advice}`;
}

async function lookOnLinux(world: Surroundings): Promise<SandboxAnswer> {
  const command = findProgram('bwrap', world);
  if (command === undefined) {
    return without('bubblewrap is not installed; install it, such as by apt install bubblewrap');
  }
  const sandbox = new Bubblewrap(command, world.env);
  const fault = await provenFault(sandbox, world.run);
  return fault === '' ? { sandbox } : without(explain(fault));
}

async function lookOnMacOs(world: Surroundings): Promise<SandboxAnswer> {
  if (!isProgram(sandboxExec)) {
    return without(`this macOS has no ${sandboxExec}; programs cannot be confined on it`);
  }
  const sandbox = new Seatbelt();
  const fault = await provenFault(sandbox, world.run);
  if (fault === '') return { sandbox };
  return without(`sandbox-exec does not confine here (${fault}); work outside of other sandboxes`);
}

const places: Partial<Record<NodeJS.Platform, (world: Surroundings) => Promise<SandboxAnswer>>> = {
  linux: lookOnLinux,
  darwin: lookOnMacOs,
};

async function look(world: Surroundings): Promise<SandboxAnswer> {
  const lookHere = places[world.platform];
  if (lookHere !== undefined) return lookHere(world);
  const name = world.platform === 'win32' ? 'Windows' : world.platform;
  return without(`${name} has nothing to confine programs with; work in Linux, such as in WSL`);
}

let ownAnswer: Promise<SandboxAnswer> | undefined;

/**
 * Looks for a way to confine programs on this machine, by really running something in it.
 * @param world the seams for tests; without it, this process looks only once.
 */
export function findSandbox(world?: SandboxWorld): Promise<SandboxAnswer> {
  if (world !== undefined) return look({ ...ownWorld, ...world });
  ownAnswer ??= look(ownWorld);
  return ownAnswer;
}
