import { dirname, join } from 'node:path/posix';
import type { GitCommand } from './gitCommand.ts';
import { withTemporaryIndex } from './temporaryIndex.ts';
import { type TreeEntry, treeChanges } from './treeChanges.ts';
import { setEntries } from './treeEntries.ts';

/** Edits: a commit or a tree, and what they were made on. */
export interface TreeEdits {
  readonly parent: string;
  readonly commit: string;
}

/** The edits of several, as if somebody had made them all at once. */
export interface CombinedEdits {
  readonly parent: string;
  readonly tree: string;
}

type Entries = ReadonlyMap<string, TreeEntry | undefined>;

/** True when a new file is where another new path needs a folder. */
function isInTheWay(entries: Entries): boolean {
  for (const [path, entry] of entries) {
    for (let folder = dirname(path); entry !== undefined && folder !== '.'; ) {
      if (entries.get(folder) !== undefined) return true;
      folder = dirname(folder);
    }
  }
  return false;
}

/** What all of them change, by path, or undefined when two of them meet. */
async function entriesOf(
  git: GitCommand,
  edits: readonly TreeEdits[],
  signal: AbortSignal | undefined,
): Promise<Entries | undefined> {
  const entries = new Map<string, TreeEntry | undefined>();
  for (const { parent, commit } of edits) {
    for (const { path, after } of await treeChanges(git, parent, commit, { signal })) {
      if (entries.has(path)) return undefined;
      entries.set(path, after);
    }
  }
  return isInTheWay(entries) ? undefined : entries;
}

/**
 * Puts edits together without a merge for each.
 * @returns undefined unless all were made on the same commit and no two of them meet in a path.
 */
export async function combineEdits(
  git: GitCommand,
  edits: readonly TreeEdits[],
  signal?: AbortSignal,
): Promise<CombinedEdits | undefined> {
  const parent = edits[0]?.parent;
  if (parent === undefined || edits.some((one) => one.parent !== parent)) return undefined;
  const entries = await entriesOf(git, edits, signal);
  if (entries === undefined) return undefined;
  const common = await git.text(['rev-parse', '--path-format=absolute', '--git-common-dir']);
  const index = { folder: join(common, 'swarm-autofix') };
  return withTemporaryIndex(git, index, async (indexed) => {
    await indexed.run(['read-tree', `${parent}^{tree}`], { signal });
    await setEntries(indexed, entries);
    return { parent, tree: await indexed.text(['write-tree'], { signal }) };
  });
}
