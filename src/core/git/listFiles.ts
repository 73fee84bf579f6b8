import type { GitCommand } from './gitCommand.ts';

/** The files of a working tree that git knows, and those that it would take: relative to its root. */
export async function listFiles(git: GitCommand): Promise<string[]> {
  const files = await git.list(['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  return [...new Set(files)].sort();
}
