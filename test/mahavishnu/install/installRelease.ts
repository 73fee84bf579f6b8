import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '../../../src/core/base/lockFile.ts';
import { SwarmError } from '../../../src/core/base/swarmError.ts';
import { timedStep } from '../../host/progress.ts';
import { runTool } from '../../host/runTool.ts';
import type { MahavishnuRelease } from '../releases.ts';
import { debianSystem } from './debianSystem.ts';
import { installFolder, lockFolder } from './folders.ts';
import { type Place, thisMachine } from './place.ts';
import { runOrFail } from './runOrFail.ts';

const patienceMs = 20 * 60_000;

/** A release that is ready to be started. */
export interface InstalledRelease {
  readonly place: Place;
  /** Has `bin/python` and `bin/mahavishnu`. */
  readonly folder: string;
}

async function works(words: readonly string[]): Promise<boolean> {
  const [command = '', ...args] = words;
  try {
    return (await runTool({ command, args, cwd: '/' })).exitCode === 0;
  } catch {
    return false; // There is no such program.
  }
}

/** @throws {SwarmError} `environment` when there is none, and none can be made. */
async function placeFor({ python, debian }: MahavishnuRelease): Promise<Place> {
  const program = `python${python}`;
  const needs = [
    [program, '-c', 'import ensurepip'],
    ['tmux', '-V'],
    ['git', '--version'],
  ];
  const answers = await Promise.all(needs.map(works));
  if (!answers.includes(false)) return thisMachine(program);
  if (process.platform === 'linux' && process.getuid?.() === 0) return debianSystem(debian, python);
  const lack = `Python ${python} with ensurepip, tmux and git are not all here`;
  throw new SwarmError('environment', `${lack}, and only root can put a Debian beside them.`);
}

/** The packages that a server starts without are left out, so that nothing has to be built. */
async function install(place: Place, version: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const lock = join(lockFolder, `${version}.txt`);
  const pip = [join(folder, 'bin/python'), '-m', 'pip', 'install', '--quiet', '--no-deps'];
  const steps = {
    'python -m venv': [place.python, '-m', 'venv', folder],
    'pip install': [
      ...pip,
      ...['--no-cache-dir', '--root-user-action', 'ignore', '--requirement', lock],
    ],
  };
  for (const [what, words] of Object.entries(steps)) {
    const [command = '', ...args] = place.command(words);
    await runOrFail(what, { command, args, cwd: '/', env: { PYTHONPATH: undefined } });
  }
}

/**
 * Makes sure that a release is on this machine; the first time it is installed.
 * @throws {SwarmError} `environment` with the reason when it cannot be.
 */
export async function installRelease(release: MahavishnuRelease): Promise<InstalledRelease> {
  const { version } = release;
  await mkdir(installFolder, { recursive: true });
  const lock = { purpose: 'installs Mahavishnu', timeoutMs: patienceMs };
  return withLock(join(installFolder, 'install.lock'), lock, async () => {
    const place = await placeFor(release);
    const folder = join(installFolder, version);
    const mark = join(folder, 'complete');
    if (!existsSync(mark)) {
      const title = `Installing Mahavishnu ${version} from the package index (400 MB; once)`;
      await timedStep(title, () => install(place, version, folder));
      await writeFile(mark, '');
    }
    return { place, folder };
  });
}
