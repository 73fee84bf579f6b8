import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commitAll, copyInventory, inventoryRepository } from './inventory.ts';
import type { OpenedWorkspace } from './workspace.ts';

/** The example as a repository. */
export async function openInventory(folder: string): Promise<OpenedWorkspace> {
  const path = join(folder, 'inventory');
  await inventoryRepository(path);
  return { kind: 'folder', path };
}

/** The example outside of any repository. */
export async function openWithoutRepository(folder: string): Promise<OpenedWorkspace> {
  const path = join(folder, 'inventory');
  await copyInventory(path);
  return { kind: 'folder', path };
}

/** The example and a second repository, `shelf`, in one window. */
export async function openTwoRepositories(folder: string): Promise<OpenedWorkspace> {
  await inventoryRepository(join(folder, 'inventory'));
  await mkdir(join(folder, 'shelf'));
  await writeFile(join(folder, 'shelf/shelf.ts'), 'export const height: number = "high";\n');
  await commitAll(join(folder, 'shelf'));
  const path = join(folder, 'both.code-workspace');
  const folders = [{ path: 'inventory' }, { path: 'shelf' }];
  await writeFile(path, JSON.stringify({ folders }));
  return { kind: 'workspace', path };
}
