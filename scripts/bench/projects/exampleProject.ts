import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BenchContext } from '../benchPart.ts';
import { runCommand } from '../runCommand.ts';

/** Installed once for each lock file, and kept. */
async function installedModules(context: BenchContext, example: string): Promise<string> {
  const lock = await readFile(join(example, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const kept = join(context.root, 'node_modules/.cache/swarm-autofix-bench', `inventory-${hash}`);
  if (existsSync(kept)) return join(kept, 'node_modules');
  context.progress('installing the packages of examples/inventory');
  const unfinished = `${kept}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) {
    await cp(join(example, name), join(unfinished, name));
  }
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  await runCommand({ command: 'npm', args, cwd: unfinished, signal: context.signal });
  await mkdir(dirname(kept), { recursive: true });
  await rename(unfinished, kept);
  return join(kept, 'node_modules');
}

/** Copies `examples/inventory` to `root`, with its packages. */
export async function createExampleProject(context: BenchContext, root: string): Promise<void> {
  const example = join(context.root, 'examples/inventory');
  const modules = await installedModules(context, example);
  const filter = (path: string): boolean => !path.includes('node_modules');
  await cp(example, root, { recursive: true, filter });
  await symlink(modules, join(root, 'node_modules'));
}
