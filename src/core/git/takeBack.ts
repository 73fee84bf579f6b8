import { commitTree, treeOf } from './gitObjects.ts';
import { withTemporaryIndex } from './temporaryIndex.ts';
import { treeChanges } from './treeChanges.ts';
import { setEntries } from './treeEntries.ts';
import type { WorktreeSlot } from './worktreeSlot.ts';

export interface TakenBack {
  readonly commit: string;
  /** Where the files are as they shall be. */
  readonly parent: string;
  readonly files: ReadonlySet<string>;
  readonly message: string;
}

/**
 * Makes the same commit without its changes to some files. No file is written: an agent may have put
 * links in their places.
 * @returns undefined when nothing is left of it.
 */
export async function takeBack(
  slot: WorktreeSlot,
  request: TakenBack,
): Promise<string | undefined> {
  const { commit, parent, files, message } = request;
  const changes = await treeChanges(slot.git, parent, commit);
  const entries = changes
    .filter(({ path }) => files.has(path))
    .map(({ path, before }) => [path, before] as const);
  const tree = await withTemporaryIndex(slot.git, { folder: slot.gitDirectory }, async (git) => {
    await git.run(['read-tree', `${commit}^{tree}`]);
    await setEntries(git, new Map(entries));
    return git.text(['write-tree']);
  });
  if (tree === (await treeOf(slot.git, parent))) return undefined;
  return commitTree(slot.git, { tree, parents: [parent], message });
}
