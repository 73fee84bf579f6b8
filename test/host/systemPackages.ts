import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SwarmError } from '../../src/core/base/swarmError.ts';
import { say, timedStep } from './progress.ts';
import { runTool } from './runTool.ts';

/** A package of the operating system, by Debian's name, and how to see that it is there. */
interface SystemPackage {
  readonly name: string;
  isThere(): boolean;
}

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome'];

function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find((path) => existsSync(path));
}

function program(name: string): SystemPackage {
  return { name, isThere: () => onPath([name]) !== undefined };
}

const headerFolders = ['/usr/include', '/usr/local/include', '/opt/homebrew/include'];

export const git = program('git');

/** What real tools written in other languages are installed with. */
export const pip: SystemPackage = {
  name: 'python3-pip',
  isThere: () => spawnSync('python3', ['-m', 'pip', '--version']).status === 0,
};

/** What a test sees VS Code with; a person has a browser already. */
export const chromium: SystemPackage = {
  name: 'chromium',
  isThere: () => findChromium() !== undefined,
};

/** What code-server's install builds its native parts with. */
export const packagesToInstallServer: readonly SystemPackage[] = [
  {
    name: 'libkrb5-dev',
    isThere: () => headerFolders.some((folder) => existsSync(join(folder, 'gssapi/gssapi.h'))),
  },
  program('python3'),
  program('make'),
  program('g++'),
];

/** Chromium's program: the one named by `CHROMIUM`, or the first on the path. */
export function findChromium(): string | undefined {
  return process.env['CHROMIUM'] || onPath(chromiumNames);
}

/** How this user may install packages; undefined: not at all. */
async function installer(): Promise<readonly string[] | undefined> {
  if (onPath(['apt-get']) === undefined) return undefined;
  if (process.getuid?.() === 0) return ['apt-get'];
  if (onPath(['sudo']) === undefined) return undefined;
  const asked = await runTool({ command: 'sudo', args: ['-n', 'true'], cwd: '/' });
  return asked.exitCode === 0 ? ['sudo', '-n', 'apt-get'] : undefined;
}

async function aptGet(command: readonly string[], args: readonly string[]): Promise<void> {
  const [program = '', ...before] = command;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const result = await runTool({ command: program, args: [...before, ...args], cwd: '/', env });
  if (result.exitCode === 0) return;
  const reason = result.stderr.trim().split('\n').at(-1);
  throw new SwarmError('environment', `apt-get ${args.join(' ')} failed: ${reason}`);
}

/**
 * Installs those packages that are missing.
 * @throws {SwarmError} `environment` with what to install by hand, when this user may not.
 */
export async function ensurePackages(packages: readonly SystemPackage[]): Promise<void> {
  const missing = packages.filter((one) => !one.isThere()).map(({ name }) => name);
  if (missing.length === 0) return;
  const command = await installer();
  if (command === undefined) {
    const message = `The tests in VS Code need these packages; install them: ${missing.join(' ')}`;
    throw new SwarmError('environment', message);
  }
  say(`Missing packages: ${missing.join(' ')}`);
  await timedStep('apt-get update', () => aptGet(command, ['update', '-qq']));
  await timedStep(`apt-get install ${missing.join(' ')}`, () =>
    aptGet(command, ['install', '-y', '-qq', '--no-install-recommends', ...missing, ...fonts]),
  );
}

/** Without recommended packages a browser comes without a single letter. */
const fonts = ['fonts-liberation', 'fonts-dejavu-core'];
