import type { GitCommand } from './gitCommand.ts';
import { submoduleMode } from './treeChanges.ts';

/** What `ls-tree` says of one path that is not a folder: mode, type and name of the object. */
const entryPattern = /^(\d+) (?:blob|commit) (\S+)\t/;

/**
 * A file as a checkout writes it, with line ends, encoding and filters. A link is where it leads to, a
 * submodule the line that git's own diffs have for it.
 * @param revision a commit or a tree.
 * @returns undefined when there is no such file.
 * @throws {SwarmError} `git`.
 */
export async function checkedOutFile(
  git: GitCommand,
  revision: string,
  path: string,
): Promise<Buffer | undefined> {
  const [entry] = await git.list(['ls-tree', '-z', '--full-tree', revision, '--', path], {
    env: { GIT_LITERAL_PATHSPECS: '1' },
  });
  const [, mode, id] = entryPattern.exec(entry ?? '') ?? [];
  if (mode === undefined) return undefined;
  if (mode === submoduleMode) return Buffer.from(`Subproject commit ${id}\n`);
  // What is kept elsewhere shall be seen here.
  const { bytes } = await git.run(['cat-file', '--filters', `${revision}:${path}`], {
    env: { GIT_LFS_SKIP_SMUDGE: undefined },
  });
  return bytes;
}
