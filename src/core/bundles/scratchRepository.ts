import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitCommand } from '../git/gitCommand.ts';

const prefix = 'bundle-';

export interface ScratchRequest {
  /** An absolute folder in which it is made. */
  readonly folder: string;
  /** The repository whose objects are at hand in it, too. */
  readonly beside: GitCommand;
}

async function objectsFolderOf(git: GitCommand): Promise<string> {
  return git.text(['rev-parse', '--path-format=absolute', '--git-path', 'objects']);
}

/**
 * Lets `work` have a bare repository that is thrown away afterwards: what is made there, or comes from
 * somebody else, is never in the user's own.
 */
export async function withScratchRepository<T>(
  { folder, beside }: ScratchRequest,
  work: (git: GitCommand, directory: string) => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true });
  const directory = await mkdtemp(join(folder, prefix));
  try {
    const format = await beside.text(['rev-parse', '--show-object-format']);
    const git = new GitCommand(directory);
    await git.run(['init', '--quiet', '--bare', '--template=', `--object-format=${format}`]);
    await mkdir(join(directory, 'objects', 'info'), { recursive: true });
    const alternates = join(directory, 'objects', 'info', 'alternates');
    await writeFile(alternates, `${await objectsFolderOf(beside)}\n`);
    return await work(git, directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Removes what processes have left in that folder that were killed in the middle of such work. */
export async function removeScratchRepositories(folder: string): Promise<void> {
  for (const name of existsSync(folder) ? await readdir(folder) : []) {
    if (!name.startsWith(prefix)) continue;
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 });
  }
}
