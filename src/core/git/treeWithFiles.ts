import type { TreeEdits } from './combinedEdits.ts';
import type { Repository } from './repository.ts';
import { withTemporaryIndex } from './temporaryIndex.ts';
import { treeChanges } from './treeChanges.ts';
import { setEntries } from './treeEntries.ts';

/**
 * Makes a tree that is like one, but has the files that some edits are about as they are in another.
 * @returns the full name of the tree.
 */
export async function treeWithFiles(
  repository: Repository,
  tree: string,
  other: string,
  edits: TreeEdits,
): Promise<string> {
  const { git } = repository;
  const changes = await treeChanges(git, edits.parent, edits.commit);
  const paths = new Set(changes.map(({ path }) => path));
  const differing = await treeChanges(git, tree, other);
  const entries = differing
    .filter(({ path }) => paths.has(path))
    .map(({ path, after }) => [path, after] as const);
  return withTemporaryIndex(git, { folder: repository.storageDirectory }, async (index) => {
    await index.run(['read-tree', tree]);
    await setEntries(index, new Map(entries));
    return index.text(['write-tree']);
  });
}
