import { readDiskFile } from './diskFile.ts';
import type { GitCommand } from './gitCommand.ts';
import { symbolicLinkMode, type TreeEntry } from './treeChanges.ts';

/** The bytes that a checkout writes for a file: line ends, encoding and filters applied. */
export async function checkoutBytes(
  git: GitCommand,
  path: string,
  entry: TreeEntry,
): Promise<Buffer> {
  const isLink = entry.mode === symbolicLinkMode;
  const kind = isLink ? ['blob'] : ['--filters', `--path=${path}`];
  return (await git.run(['cat-file', ...kind, entry.id])).bytes;
}

/**
 * True when the file on disk is what a checkout of the entry writes. Git itself may call such a
 * file modified for ever: when its content in the repository breaks the rules of `.gitattributes`.
 */
export async function isAsCheckedOut(
  git: GitCommand,
  path: string,
  entry: TreeEntry,
): Promise<boolean> {
  const file = await readDiskFile(git.cwd, path);
  if (file?.kind !== (entry.mode === symbolicLinkMode ? 'link' : 'file')) return false;
  return file.bytes.equals(await checkoutBytes(git, path, entry));
}
