import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '../../../src/core/base/lockFile.ts';
import { SwarmError } from '../../../src/core/base/swarmError.ts';
import { environmentWith } from '../../host/environment.ts';
import { timedStep } from '../../host/progress.ts';
import { runTool } from '../../host/runTool.ts';
import { cacheFolder } from '../../host/testHost.ts';
import type { AgentProgram } from '../programs/agentProgram.ts';

/** Where all agent programs are installed; safe to delete. */
const installFolder = join(cacheFolder, 'agents');

const patienceMs = 20 * 60_000;

function nameOf({ id, version }: AgentProgram): string {
  return `${id}-${version}`;
}

/** Where a program is, or will be. */
export function folderOf(program: AgentProgram): string {
  return join(installFolder, nameOf(program));
}

/** What was never finished, by whoever began it. */
async function removeLeftovers(prefix: string): Promise<void> {
  const names = await readdir(installFolder);
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    await rm(join(installFolder, name), { recursive: true, force: true });
  }
}

async function npmInstall(folder: string): Promise<void> {
  const { exitCode, stderr } = await runTool({
    command: 'npm',
    args: ['install', '--no-audit', '--no-fund', '--loglevel', 'error'],
    cwd: folder,
    env: environmentWith(process.execPath),
  });
  if (exitCode === 0) return;
  const reason = stderr.trim().split('\n')[0] ?? '';
  throw new SwarmError('environment', `npm install failed: ${reason}`);
}

/** Under another name until all is there. */
async function install(program: AgentProgram, folder: string): Promise<void> {
  const prefix = `${nameOf(program)}.part-`;
  await removeLeftovers(prefix);
  const part = await mkdtemp(join(installFolder, prefix));
  const manifest = { private: true, dependencies: { [program.package]: program.version } };
  await writeFile(join(part, 'package.json'), JSON.stringify(manifest));
  await npmInstall(part);
  if (!existsSync(join(part, 'node_modules', program.file))) {
    throw new SwarmError('environment', `${program.package} has no ${program.file}.`);
  }
  await rename(part, folder);
}

/**
 * Makes sure that an agent program is on this machine; the first time it is installed.
 * @returns its folder.
 * @throws {SwarmError} `environment` with the reason when it cannot be.
 */
export async function installProgram(program: AgentProgram): Promise<string> {
  const folder = folderOf(program);
  await mkdir(installFolder, { recursive: true });
  const lock = { purpose: `installs ${program.id}`, timeoutMs: patienceMs };
  await withLock(join(installFolder, `${program.id}.lock`), lock, async () => {
    if (existsSync(folder)) return;
    const size = `${program.megabytes} MB; once`;
    const title = `Installing ${program.package} ${program.version} from the registry (${size})`;
    await timedStep(title, () => install(program, folder));
  });
  return folder;
}
