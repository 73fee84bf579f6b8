import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isSameContent, readDiskFile } from './diskFile.ts';
import type { GitCommand } from './gitCommand.ts';
import { temporaryName, withTemporaryIndex } from './temporaryIndex.ts';

export interface FilesToCheckOut {
  /** A commit or a tree. */
  readonly tree: string;
  readonly paths: readonly string[];
  /** Where the temporary folder is made. */
  readonly storage: string;
}

/**
 * Writes some files of a tree as a checkout would, with line ends, encoding, filters, executable bits
 * and links, but into a temporary folder, which is there as long as `work` runs. One process writes
 * them all.
 * @param git at the root of a working tree, whose attributes count.
 */
export async function withCheckedOutFiles<T>(
  git: GitCommand,
  { tree, paths, storage }: FilesToCheckOut,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = join(storage, temporaryName('checkout'));
  const input = paths.map((path) => `${path}\0`).join('');
  try {
    await withTemporaryIndex(git, { folder: storage }, async (index) => {
      await index.run(['-c', 'core.sparseCheckout=false', 'read-tree', `${tree}^{tree}`]);
      await index.run(['checkout-index', '-z', '--stdin', `--prefix=${folder}/`], { input });
    });
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Those of the files that hold what a checkout writes. Git itself may call such a file modified for
 * ever: when its content in the repository breaks the rules of `.gitattributes`.
 */
export async function filesAsCheckedOut(
  git: GitCommand,
  files: FilesToCheckOut,
): Promise<Set<string>> {
  const same = new Set<string>();
  if (files.paths.length === 0) return same;
  await withCheckedOutFiles(git, files, async (folder) => {
    for (const path of files.paths) {
      const [there, fresh] = [await readDiskFile(git.cwd, path), await readDiskFile(folder, path)];
      if (isSameContent(there, fresh)) same.add(path);
    }
  });
  return same;
}
