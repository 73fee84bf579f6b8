import type { GitCommand } from '../../git/gitCommand.ts';
import type { TreeChange } from '../../git/treeChanges.ts';
import { isDependency } from '../../git/workingFiles.ts';

/**
 * Those of the changes that no commit of ours would hold: they would count while the edits are checked,
 * and be missing where these are merged.
 */
export async function unkeptPaths(
  worktree: GitCommand,
  changes: readonly TreeChange[],
  signal: AbortSignal,
): Promise<string[]> {
  const added = changes.filter(({ before }) => before === undefined).map(({ path }) => path);
  const dependencies = added.filter((path) => isDependency(path.toLowerCase()));
  if (dependencies.length > 0 || added.length === 0) return dependencies;
  const input = added.map((path) => `${path}\0`).join('');
  const ask = ['check-ignore', '--no-index', '-z', '--stdin'];
  return worktree.list(ask, { input, signal, allow: [1] });
}
