import type { GitCommand } from './gitCommand.ts';
import { submoduleMode } from './treeChanges.ts';
import { entryAt } from './treeLookup.ts';

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
  const entry = await entryAt(git, revision, path);
  if (entry === undefined) return undefined;
  if (entry.mode === submoduleMode) return Buffer.from(`Subproject commit ${entry.id}\n`);
  // What is kept elsewhere shall be seen here.
  const { bytes } = await git.run(['cat-file', '--filters', `${revision}:${path}`], {
    env: { GIT_LFS_SKIP_SMUDGE: undefined },
  });
  return bytes;
}
