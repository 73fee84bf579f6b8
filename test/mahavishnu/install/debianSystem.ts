import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { timedStep } from '../../host/progress.ts';
import { runTool } from '../../host/runTool.ts';
import { installFolder } from './folders.ts';
import type { Place } from './place.ts';
import { runOrFail } from './runOrFail.ts';

const entry = join(import.meta.dirname, 'inDebian.sh');
const packages = ['ca-certificates', 'git', 'procps', 'python3', 'python3-venv', 'tmux'];

async function ensureDebootstrap(): Promise<void> {
  if (existsSync('/usr/sbin/debootstrap')) return;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await timedStep('apt-get install debootstrap', async () => {
    await runOrFail('apt-get update', {
      command: 'apt-get',
      args: ['update', '-qq'],
      cwd: '/',
      env,
    });
    const args = ['install', '-y', '-qq', '--no-install-recommends', 'debootstrap'];
    await runOrFail('apt-get install debootstrap', { command: 'apt-get', args, cwd: '/', env });
  });
}

/** The mirror that this machine takes its own packages from, if it is a Debian. */
async function ownMirror(): Promise<readonly string[]> {
  const format = ['--format', '$(LABEL) $(REPO_URI)'];
  const args = ['indextargets', ...format, 'Created-By: Packages'];
  const { exitCode, stdout } = await runTool({ command: 'apt-get', args, cwd: '/' });
  const line = /^Debian (\S+)$/m.exec(stdout.toString());
  return exitCode === 0 && line?.[1] !== undefined ? [line[1]] : [];
}

async function removeLeftovers(prefix: string): Promise<void> {
  const names = await readdir(installFolder);
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    await rm(join(installFolder, name), { recursive: true, force: true });
  }
}

/** Under another name until all is there. What is mounted meanwhile is mounted for nobody else. */
async function install(suite: string, folder: string): Promise<void> {
  await ensureDebootstrap();
  await removeLeftovers(`debian-${suite}.part-`);
  const part = await mkdtemp(`${folder}.part-`);
  const options = ['--variant=minbase', `--include=${packages.join(',')}`];
  const args = ['--mount', '--propagation', 'private', 'debootstrap', ...options, suite, part];
  const request = { command: 'unshare', args: [...args, ...(await ownMirror())], cwd: '/' };
  await runOrFail(`debootstrap ${suite}`, request);
  await rename(part, folder);
}

/**
 * A Debian in a folder, which is installed when it is not there.
 * @throws {SwarmError} `environment` when that fails.
 */
export async function debianSystem(suite: string, python: string): Promise<Place> {
  const folder = join(installFolder, `debian-${suite}`);
  await mkdir(installFolder, { recursive: true });
  if (!existsSync(folder)) {
    const title = `Installing Debian ${suite} for Python ${python} (800 MB; once)`;
    await timedStep(title, () => install(suite, folder));
  }
  return { python: '/usr/bin/python3', command: (words) => [entry, folder, ...words] };
}
