import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { withLock } from '../../src/core/base/lockFile.ts';
import { runProcess } from '../../src/core/base/runProcess.ts';
import { SwarmError } from '../../src/core/base/swarmError.ts';
import { openRuff, type RuffTools } from '../../src/core/checkers/ruff/ruffTools.ts';
import { ensurePackages, pip } from '../host/systemPackages.ts';
import { cacheFolder } from '../host/testHost.ts';
import type { TemporaryProject } from './temporaryProject.ts';

const ourRequire = createRequire(import.meta.url);
const patienceMs = 5 * 60_000;

/** The one that the package has: both builds of one version say the same. */
async function packagedVersion(): Promise<string> {
  const module = ourRequire.resolve('@astral-sh/ruff-wasm-nodejs');
  const text = await readFile(join(dirname(module), 'package.json'), 'utf8');
  const { version }: { version: string } = JSON.parse(text);
  return version;
}

async function install(version: string, folder: string): Promise<void> {
  await ensurePackages([pip]);
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  const args = ['-m', 'pip', 'install', '--quiet', '--target', part, `ruff==${version}`];
  const { exitCode, stderr } = await runProcess({ command: 'python3', args, cwd: cacheFolder });
  const last = stderr.trim().split('\n').at(-1);
  if (exitCode !== 0) throw new SwarmError('environment', `pip cannot install ruff: ${last}`);
  await rename(part, folder);
}

/**
 * A real `ruff`, installed by `pip` the first time.
 * @throws {SwarmError} `environment` when that fails: without it these tests would prove nothing.
 */
export async function ruffProgram(): Promise<string> {
  const version = await packagedVersion();
  const folder = join(cacheFolder, `ruff-${version}`);
  await mkdir(cacheFolder, { recursive: true });
  const lock = { purpose: 'installs ruff', timeoutMs: patienceMs };
  await withLock(join(cacheFolder, 'ruff.lock'), lock, async () => {
    if (!existsSync(folder)) await install(version, folder);
  });
  return join(folder, 'bin', 'ruff');
}

/** Puts a real `ruff` into an environment of the project. */
export async function installRuff(project: TemporaryProject, environment = '.venv'): Promise<void> {
  const scripts = project.path(`${environment}/bin`);
  await mkdir(scripts, { recursive: true });
  await symlink(await ruffProgram(), join(scripts, 'ruff'));
}

/** How a project comes to its ruff, by what it is. */
export const ruffBuilds: Readonly<
  Record<string, (project: TemporaryProject) => Promise<RuffTools>>
> = {
  'the package': (project) => openRuff(project.root),
  "the project's program": async (project) => {
    if (!existsSync(project.path('.venv/bin'))) await installRuff(project);
    return openRuff(project.root, { findPackage: () => undefined, environment: {} });
  },
};
