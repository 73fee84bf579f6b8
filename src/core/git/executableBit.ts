import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitCommand } from './gitCommand.ts';

export const executableMode = '100755';

/** True when the file system can tell executable files from others, by git's own configuration. */
export async function hasExecutableBits(git: GitCommand): Promise<boolean> {
  const { text } = await git.run(['config', '--type=bool', '--get', 'core.fileMode'], {
    allow: [1],
  });
  return text !== 'false';
}

/** Whoever may read may execute. */
export function withExecutableBits(permissions: number, isExecutable: boolean): number {
  const isAlready = (permissions & 0o100) !== 0;
  if (isAlready === isExecutable) return permissions;
  return isExecutable ? permissions | ((permissions & 0o444) >> 2) : permissions & ~0o111;
}

/** Makes a file of the working tree executable, or no longer so. */
export async function setExecutable(
  root: string,
  path: string,
  isExecutable: boolean,
): Promise<void> {
  const file = join(root, path);
  const permissions = (await stat(file)).mode & 0o7777;
  await chmod(file, withExecutableBits(permissions, isExecutable));
}
