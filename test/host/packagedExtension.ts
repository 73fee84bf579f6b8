import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SwarmError } from '../../src/core/base/swarmError.ts';
import { timedStep } from './progress.ts';
import { runTool } from './runTool.ts';
import { projectRoot } from './testHost.ts';

async function packageAnew(): Promise<string> {
  const manifest = await readFile(join(projectRoot, 'package.json'), 'utf8');
  const { name, version }: { name: string; version: string } = JSON.parse(manifest);
  const path = join(projectRoot, `${name}-${version}.vsix`);
  // One that an earlier run has left must not pass for this one's.
  await rm(path, { force: true });
  const result = await runTool({
    command: 'npm',
    args: ['run', '--silent', 'package'],
    cwd: projectRoot,
  });
  if (result.exitCode === 0 && existsSync(path)) return path;
  const said = `${result.stdout}${result.stderr}`.trim();
  throw new SwarmError('environment', `The extension cannot be packaged:\n${said}`);
}

let packaged: Promise<string> | undefined;

/** Packages this project, once a process; returns the path of the `.vsix`. */
export function packagedExtension(): Promise<string> {
  packaged ??= timedStep('Packaging the extension', packageAnew);
  return packaged;
}
