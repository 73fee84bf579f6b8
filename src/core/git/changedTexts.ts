import type { GitCommand } from './gitCommand.ts';
import { readBlobs } from './gitObjects.ts';
import { submoduleMode, type TreeEntry, treeChanges } from './treeChanges.ts';

/** One changed file: undefined text stands for a file that is not there. */
export interface FileChange {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The blob of an entry; a submodule has none. */
function blobOf(entry: TreeEntry | undefined): string[] {
  return entry === undefined || entry.mode === submoduleMode ? [] : [entry.id];
}

/** What every file that differs between two commits held, and holds. */
export async function changedTexts(
  git: GitCommand,
  from: string,
  to: string,
): Promise<FileChange[]> {
  const changes = await treeChanges(git, from, to);
  const ids = changes.flatMap(({ before, after }) => [...blobOf(before), ...blobOf(after)]);
  const blobs = await readBlobs(git, ids);
  const textOf = (entry: TreeEntry | undefined): string | undefined =>
    blobOf(entry).map((id) => blobs.get(id)?.toString())[0];
  return changes.map(({ path, before, after }) => ({
    file: path,
    before: textOf(before),
    after: textOf(after),
  }));
}
