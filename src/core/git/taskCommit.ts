import { filesAsCheckedOut } from './checkedOutFiles.ts';
import { commitTree, treeOf } from './gitObjects.ts';
import { updateRef } from './swarmRefs.ts';
import { withTemporaryIndex } from './temporaryIndex.ts';
import { submoduleMode, type TreeChange, type TreeEntry, treeChanges } from './treeChanges.ts';
import { setEntries } from './treeEntries.ts';
import { stageWorkingFiles } from './workingFiles.ts';
import { cleanIndexOf, type WorktreeSlot } from './worktreeSlot.ts';

/** Entries to take back, for nobody edited them: submodules, and files that git itself rewrites. */
async function uneditedEntries(
  slot: WorktreeSlot,
  base: string,
  changes: readonly TreeChange[],
): Promise<Map<string, TreeEntry | undefined>> {
  const isSubmodule = ({ before, after }: TreeChange): boolean =>
    before?.mode === submoduleMode || after?.mode === submoduleMode;
  // Only files that were unsteady from the start can be, unless the rules have been changed.
  const hasNewRules = changes.some(({ path }) => /(^|\/)\.gitattributes$/.test(path));
  const paths = changes
    .filter((change) => !isSubmodule(change) && change.before?.mode === change.after?.mode)
    .map(({ path }) => path)
    .filter((path) => hasNewRules || slot.unsteady.has(path));
  const files = { tree: base, paths, storage: slot.gitDirectory };
  const rewritten = await filesAsCheckedOut(slot.git, files);
  const unedited = changes.filter((change) => isSubmodule(change) || rewritten.has(change.path));
  return new Map(unedited.map(({ path, before }) => [path, before]));
}

/**
 * What the files of a slot are now, whatever was done to its HEAD, its index or its commits. New
 * files count unless they are ignored; dependency folders and submodules never do.
 * @param base the commit or tree that the edits were made on.
 * @returns the full name of the tree.
 */
export function treeOfWorktree(
  slot: WorktreeSlot,
  base: string,
  signal?: AbortSignal,
): Promise<string> {
  const index = { copyOf: cleanIndexOf(slot.gitDirectory), folder: slot.gitDirectory };
  return withTemporaryIndex(slot.git, index, async (git) => {
    await git.run(['read-tree', '-m', '-i', `${base}^{tree}`], { signal });
    await stageWorkingFiles(git, signal);
    const tree = await git.text(['write-tree'], { signal });
    const unedited = await uneditedEntries(slot, base, await treeChanges(git, base, tree));
    if (unedited.size === 0) return tree;
    await setEntries(git, unedited);
    return git.text(['write-tree'], { signal });
  });
}

export interface TaskCommit {
  /** What to commit; without it, the files of the slot as they are now. */
  readonly tree?: string;
  /** The commit that the edits were made on. */
  readonly parent: string;
  readonly message: string;
  /** Where the commit is kept; see `taskRef`. */
  readonly ref: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Commits the edits of a task and points `ref` to the commit.
 * @returns the commit, or null when there is no edit; then no ref is made.
 */
export async function commitTask(slot: WorktreeSlot, task: TaskCommit): Promise<string | null> {
  const { git } = slot;
  const { parent, message, signal } = task;
  const tree = task.tree ?? (await treeOfWorktree(slot, parent, signal));
  if (tree === (await treeOf(git, parent))) return null;
  const commit = await commitTree(git, { tree, parents: [parent], message }, signal);
  await updateRef(git, task.ref, commit);
  return commit;
}
