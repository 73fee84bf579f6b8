import { SwarmError } from '../base/swarmError.ts';
import { commitTree, treeOf } from './gitObjects.ts';
import { stageOverlays } from './overlays.ts';
import { isRepositoryPath } from './pathStanding.ts';
import type { Repository } from './repository.ts';
import { withTemporaryIndex } from './temporaryIndex.ts';
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

function refuse(path: string, reason: string): never {
  throw new SwarmError('usage', `${path} ${reason}; nothing was changed.`);
}

/** @returns whether the commit has the file; it need not. */
async function looksEditable(
  { git }: Repository,
  { commit, path }: EditedFile,
): Promise<{ readonly isNew: boolean }> {
  if (!isRepositoryPath(path)) refuse(JSON.stringify(path), 'is no file of the repository');
  const [line] = await git.list(['ls-tree', '-z', '--full-tree', commit, '--', path]);
  if (line === undefined) return { isNew: true };
  const [mode = '', kind, id = ''] = line.slice(0, line.indexOf('\t')).split(' ');
  if (kind !== 'blob' || !isPlainFile({ mode, id })) refuse(path, 'is no file with a text');
  return { isNew: false };
}

/**
 * Makes a commit on top of another one that differs from it in one file. The working tree, the index
 * and all refs stay as they are.
 * @returns the new commit, or undefined when the file is like that already.
 * @throws {SwarmError} `usage` for a path that no file of a fix can have.
 */
export async function commitEditedFile(
  repository: Repository,
  edited: EditedFile,
): Promise<string | undefined> {
  const { git, storageDirectory } = repository;
  const { commit, path, bytes, message } = edited;
  const { isNew } = await looksEditable(repository, edited);
  const tree = await withTemporaryIndex(git, { folder: storageDirectory }, async (index) => {
    await index.run(['read-tree', `${commit}^{tree}`]);
    await stageOverlays(repository, index, new Map([[path, bytes]]));
    return index.text(['write-tree']);
  });
  if (tree !== (await treeOf(git, commit))) {
    return commitTree(git, { tree, parents: [commit], message });
  }
  return isNew ? refuse(path, 'is ignored by git, or something is in its place') : undefined;
}
