import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repository } from './repository.ts';
import { withTemporaryIndex } from './temporaryIndex.ts';

/**
 * Writes some files of a tree as a checkout would, with line ends, encoding, filters, executable bits
 * and links, but into a folder inside the storage directory, where they can be read as long as `work`
 * runs. One process writes them all.
 * @param label names the folder; what is left there of a process that was killed goes first.
 */
export async function withCheckedOutFiles<T>(
  repository: Repository,
  files: { readonly label: string; readonly tree: string; readonly paths: readonly string[] },
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const { storageDirectory } = repository;
  const folder = join(storageDirectory, `checkout-${files.label}`);
  const input = files.paths.map((path) => `${path}\0`).join('');
  // What the user sees are the real files, not the pointers that worktrees of ours make do with.
  const git = repository.git.with({ GIT_LFS_SKIP_SMUDGE: undefined });
  await rm(folder, { recursive: true, force: true });
  try {
    await withTemporaryIndex(git, { folder: storageDirectory }, async (index) => {
      await index.run(['-c', 'core.sparseCheckout=false', 'read-tree', `${files.tree}^{tree}`]);
      await index.run(['checkout-index', '-z', '--stdin', `--prefix=${folder}/`], { input });
    });
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
