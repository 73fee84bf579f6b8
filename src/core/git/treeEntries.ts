import type { GitCommand } from './gitCommand.ts';
import type { TreeEntry } from './treeChanges.ts';

/**
 * Sets entries of the index that `git` works on; undefined takes one out.
 * @param entries by path.
 */
export async function setEntries(
  git: GitCommand,
  entries: ReadonlyMap<string, TreeEntry | undefined>,
): Promise<void> {
  let removed = '';
  let kept = '';
  for (const [path, entry] of entries) {
    if (entry === undefined) removed += `${path}\0`;
    else kept += `${entry.mode} ${entry.id}\t${path}\0`;
  }
  if (removed !== '') {
    await git.run(['update-index', '--force-remove', '-z', '--stdin'], { input: removed });
  }
  if (kept !== '') await git.run(['update-index', '-z', '--index-info'], { input: kept });
}
