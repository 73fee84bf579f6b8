import type { GitCommand } from '../git/gitCommand.ts';
import { readObjects } from '../git/gitObjects.ts';
import type { TreeChange, TreeEntry } from '../git/treeChanges.ts';
import { refuse } from './refuse.ts';

/** More than that is no fix of a problem in source code. */
const pathsAtMost = 2_000;

/** Folders in folders beyond it are no project's. */
const depthAtMost = 100;

/** So much of lists of files is read for one level of folders. */
const listBytesAtMost = 16 * 1024 * 1024;

const folderMode = '40000';

type Entries = ReadonlyMap<string, TreeEntry>;

/** A folder that is not the same on both sides; undefined where it is no folder. */
interface FolderPair {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface ChangesRequest {
  /** Commits or trees. */
  readonly from: string;
  readonly to: string;
  readonly signal?: AbortSignal | undefined;
}

/** Reads what git keeps of a folder: mode, space, name, NUL, and the name of the object in bytes. */
function parseTree(bytes: Buffer, idLength: number): Entries {
  const entries = new Map<string, TreeEntry>();
  let start = 0;
  while (start < bytes.length) {
    const space = bytes.indexOf(' ', start);
    const end = bytes.indexOf('\0', space);
    const mode = bytes.toString('latin1', start, space);
    const id = bytes.toString('hex', end + 1, end + 1 + idLength);
    entries.set(bytes.toString('utf8', space + 1, end), { mode, id });
    start = end + 1 + idLength;
  }
  return entries;
}

/** @returns the entries of each folder, by the name of its tree. */
async function readTrees(
  git: GitCommand,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Entries>> {
  const input = ids.map((id) => `${id}\n`).join('');
  const sizes = await git.text(['cat-file', '--batch-check=%(objectsize)'], { input, signal });
  const size = sizes.split('\n').reduce((sum, line) => sum + Number(line), 0);
  if (!(size <= listBytesAtMost)) refuse('folders that nobody can list');
  const trees = await readObjects(git, 'tree', ids, signal);
  return new Map([...trees].map(([id, bytes]) => [id, parseTree(bytes, id.length / 2)]));
}

const nothing: Entries = new Map();

/** What two folders differ in: files, and folders that must be looked into. */
function compareFolders(path: string, before: Entries, after: Entries) {
  const changes: TreeChange[] = [];
  const folders: FolderPair[] = [];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(name), after.get(name)];
    if (old?.id === now?.id && old?.mode === now?.mode) continue;
    const [folderBefore, folderAfter] = [idOfFolder(old), idOfFolder(now)];
    const way = `${path}${name}`;
    if (folderBefore !== undefined || folderAfter !== undefined) {
      folders.push({ path: `${way}/`, before: folderBefore, after: folderAfter });
    }
    const files = { before: unlessFolder(old), after: unlessFolder(now) };
    if (files.before !== undefined || files.after !== undefined) {
      changes.push({ path: way, ...files });
    }
  }
  return { changes, folders };
}

function idOfFolder(entry: TreeEntry | undefined): string | undefined {
  return entry?.mode === folderMode ? entry.id : undefined;
}

function unlessFolder(entry: TreeEntry | undefined): TreeEntry | undefined {
  return entry?.mode === folderMode ? undefined : entry;
}

/**
 * Where two trees differ, as `treeChanges` says it, but for trees of somebody else: a few objects can
 * stand for a million paths, so they are looked at level by level, and only where they differ.
 * @throws {SwarmError} `input` as soon as there are too many paths; `cancelled`.
 */
export async function boundedChanges(
  git: GitCommand,
  { from, to, signal }: ChangesRequest,
): Promise<TreeChange[]> {
  const rootOf = (name: string) =>
    git.text(['rev-parse', '--verify', `${name}^{tree}`], { signal });
  const [before, after] = [await rootOf(from), await rootOf(to)];
  const changes: TreeChange[] = [];
  let level: readonly FolderPair[] = before === after ? [] : [{ path: '', before, after }];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > depthAtMost) refuse(`folders in more than ${depthAtMost} others`);
    const ids = level.flatMap((pair) => [pair.before ?? [], pair.after ?? []].flat());
    const trees = await readTrees(git, [...new Set(ids)], signal);
    const next: FolderPair[] = [];
    for (const pair of level) {
      const entriesOf = (id: string | undefined) => trees.get(id ?? '') ?? nothing;
      const found = compareFolders(pair.path, entriesOf(pair.before), entriesOf(pair.after));
      changes.push(...found.changes);
      next.push(...found.folders);
      if (changes.length + next.length > pathsAtMost) {
        refuse(`more than ${pathsAtMost} changed files or folders`);
      }
    }
    level = next;
  }
  return changes;
}
