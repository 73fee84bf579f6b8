import { appendFile, cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleGit } from 'simple-git';
import { projectRoot } from './testHost.ts';

/**
 * Copies the example project, with the tools that it needs.
 * @param folder must not be there yet.
 */
export async function copyInventory(folder: string): Promise<void> {
  const isSource = (path: string): boolean => !path.includes('node_modules');
  await cp(join(projectRoot, 'examples/inventory'), folder, { recursive: true, filter: isSource });
  // This project has the very same tools; installing them again would take longer than the tests.
  await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'junction');
}

/** Makes a folder a repository with one commit. */
export async function commitAll(folder: string): Promise<void> {
  const git = simpleGit(folder);
  await git.raw(['init', '--quiet', '--initial-branch=main']);
  // The example ignores a folder of that name, which a link is not.
  await appendFile(join(folder, '.git/info/exclude'), 'node_modules\n');
  await git.addConfig('user.name', 'Hand');
  await git.addConfig('user.email', 'hand@example.com');
  await git.raw(['add', '--all']);
  await git.raw(['commit', '--quiet', '--message', 'as it was']);
}

/** The example project as somebody's repository. */
export async function inventoryRepository(folder: string): Promise<void> {
  await copyInventory(folder);
  await commitAll(folder);
}
