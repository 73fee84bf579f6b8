import type { GitCommand } from './gitCommand.ts';

/** Ends the name of a file that is being written; such a file is never part of a snapshot. */
export const unfinishedSuffix = '.swarm-autofix.tmp';

/** What package managers fill, as patterns of ignored files: left alone, whether ignored or not. */
export const dependencyPatterns: readonly string[] = ['node_modules', '/.venv', '/venv'];

/** True for a path that {@link dependencyPatterns} match. */
export function isDependency(path: string): boolean {
  const names = path.split('/');
  return names.includes('node_modules') || names[0] === '.venv' || names[0] === 'venv';
}

/**
 * New files that are not ignored, relative to the root. Left out are dependency folders, repositories
 * inside this one (of which git names the folder only), and unfinished files.
 */
export async function untrackedFiles(git: GitCommand, signal?: AbortSignal): Promise<string[]> {
  const patterns = [...dependencyPatterns, `*${unfinishedSuffix}`];
  const except = patterns.map((pattern) => `--exclude=${pattern}`);
  const paths = await git.list(['ls-files', '-z', '--others', '--exclude-standard', ...except], {
    signal,
  });
  return paths.filter((path) => !path.endsWith('/'));
}

/** Brings an index up to the working tree: what was edited, deleted, and is new. */
export async function stageWorkingFiles(git: GitCommand, signal?: AbortSignal): Promise<void> {
  await git.run(['add', '--update', '--sparse'], { signal });
  const paths = await untrackedFiles(git, signal);
  if (paths.length === 0) return;
  const input = paths.map((path) => `${path}\0`).join('');
  await git.run(['update-index', '--add', '--replace', '-z', '--stdin'], { input, signal });
}
