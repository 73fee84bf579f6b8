import { SwarmError } from '../base/swarmError.ts';
import type { GitCommand } from './gitCommand.ts';

/** Names of the filters without which git refuses to read or write a file. */
async function requiredFilters(git: GitCommand): Promise<string[]> {
  const pattern = '^filter\\..*\\.required$';
  const read = ['config', '-z', '--type=bool', '--get-regexp', pattern];
  const { bytes } = await git.run(read, { allow: [1] });
  return bytes
    .toString()
    .split('\0')
    .flatMap((entry) => /^filter\.(.*)\.required\ntrue$/s.exec(entry)?.[1] ?? []);
}

async function programOf(git: GitCommand, filter: string): Promise<string | undefined> {
  for (const kind of ['process', 'clean']) {
    const { text } = await git.run(['config', '--get', `filter.${filter}.${kind}`], { allow: [1] });
    if (text !== '') return text.split(' ')[0];
  }
  return undefined;
}

/** Asks the shell that git itself would use, with the PATH that git gives it. */
function isInstalled(git: GitCommand, program: string): Promise<boolean> {
  const find = 'alias.find-program=!f() { command -v "$1" >/dev/null || exit 1; }; f';
  return git.succeeds(['-c', find, 'find-program', program]);
}

async function firstFileWith(git: GitCommand, filter: string): Promise<string | undefined> {
  const files = await git.run(['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  const answers = await git.run(['check-attr', '-z', '--stdin', 'filter'], { input: files.bytes });
  const cells = answers.bytes.toString().split('\0');
  const index = cells.findIndex((cell, place) => place % 3 === 2 && cell === filter);
  return index < 0 ? undefined : cells[index - 2];
}

/** @throws {SwarmError} `repository` when files go through a required filter that is not installed. */
export async function refuseMissingFilters(git: GitCommand): Promise<void> {
  for (const filter of await requiredFilters(git)) {
    const program = await programOf(git, filter);
    if (program === undefined || (await isInstalled(git, program))) continue;
    const file = await firstFileWith(git, filter);
    if (file === undefined) continue;
    throw new SwarmError(
      'repository',
      `${file} needs the filter ${filter}, but ${program} is not installed; install it.`,
    );
  }
}
