import { posix } from 'node:path';
import { SwarmError } from '../base/swarmError.ts';
import { commitTree } from './gitObjects.ts';
import type { Repository } from './repository.ts';
import { withTemporaryIndex } from './temporaryIndex.ts';
import type { TreeEntry } from './treeChanges.ts';
import { setEntries } from './treeEntries.ts';
import { isPlainFile } from './treeLookup.ts';

export interface EditedFile {
  /** The commit that was edited; it becomes the parent of the new one. */
  readonly commit: string;
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** The whole file as it would stand in the working tree. */
  readonly bytes: Uint8Array;
  readonly message: string;
}

const newFileMode = '100644';

function refuse(path: string, reason: string): never {
  throw new SwarmError('usage', `${path} ${reason}; nothing was changed.`);
}

/** A path that git would take for another one, or that leads out of the repository, is none of ours. */
function refuseOddPath(path: string): void {
  const isPlain = posix.normalize(path) === path && !posix.isAbsolute(path) && !path.endsWith('/');
  const isOdd = !isPlain || /^\.\.?(?:\/|$)|(?:^|\/)\.git(?:\/|$)|[\\\0]/i.test(path);
  if (isOdd) refuse(JSON.stringify(path), 'is no file of the repository');
}

async function entryAt(
  { git }: Repository,
  { commit, path }: EditedFile,
): Promise<TreeEntry | undefined> {
  const [line] = await git.list(['ls-tree', '-z', '--full-tree', commit, '--', path]);
  if (line === undefined) return undefined;
  const [mode = '', kind, id = ''] = line.slice(0, line.indexOf('\t')).split(' ');
  const entry = { mode, id };
  if (kind !== 'blob' || !isPlainFile(entry)) refuse(path, 'is no file with a text');
  return entry;
}

/**
 * Makes a commit on top of another one that differs from it in one file. The working tree, the index
 * and all refs stay as they are.
 * @returns the new commit, or undefined when the file has these bytes already.
 * @throws {SwarmError} `usage` for a path that is no file of the repository.
 */
export async function commitEditedFile(
  repository: Repository,
  edited: EditedFile,
): Promise<string | undefined> {
  const { git, storageDirectory } = repository;
  const { commit, path, bytes, message } = edited;
  refuseOddPath(path);
  const before = await entryAt(repository, edited);
  const args = ['hash-object', '-t', 'blob', '-w', '--stdin', `--path=${path}`];
  const id = await git.text(args, { input: Buffer.from(bytes) });
  if (before?.id === id) return undefined;
  const tree = await withTemporaryIndex(git, { folder: storageDirectory }, async (index) => {
    await index.run(['read-tree', `${commit}^{tree}`]);
    await setEntries(index, new Map([[path, { mode: before?.mode ?? newFileMode, id }]]));
    return index.text(['write-tree']);
  });
  return commitTree(git, { tree, parents: [commit], message });
}
