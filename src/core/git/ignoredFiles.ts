import type { GitCommand } from './gitCommand.ts';

/** What package managers fill is theirs. */
const exceptDependencies = [
  ':(exclude,glob)**/node_modules',
  ':(exclude,glob)**/node_modules/**',
  ':(exclude).venv',
  ':(exclude)venv',
];

/** So many names fit in one call on every system. */
const namesPerCall = 200;

/** Files of a worktree that git ignores, but for those of packages. */
export function ignoredFiles(git: GitCommand): Promise<string[]> {
  const args = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--'];
  return git.list([...args, ...exceptDependencies]);
}

/** Git does that, as it never goes through a link. */
export async function removeIgnored(git: GitCommand, files: readonly string[]): Promise<void> {
  for (let start = 0; start < files.length; start += namesPerCall) {
    const names = files.slice(start, start + namesPerCall);
    await git.run(['clean', '-ffdqX', '--', ...names], { env: { GIT_LITERAL_PATHSPECS: '1' } });
  }
}
