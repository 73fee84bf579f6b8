import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/**
 * Makes a folder from which the same packages are found as from a folder of the worktree: a link to
 * each `node_modules` between that one and the root.
 * @param mirror an empty folder elsewhere.
 * @returns the folder, somewhere below `mirror`.
 */
export async function mirrorPackages(
  root: string,
  folder: string,
  mirror: string,
): Promise<string> {
  const names = relative(root, folder).split(sep);
  const isInside = !names.includes('..');
  const levels = isInside ? names.map((_, index) => join(...names.slice(0, index + 1))) : [];
  for (const level of new Set(['.', ...levels])) {
    await mkdir(join(mirror, level), { recursive: true });
    const packages = join(root, level, 'node_modules');
    if (existsSync(packages)) {
      await symlink(packages, join(mirror, level, 'node_modules'), 'junction');
    }
  }
  return isInside ? join(mirror, ...names) : mirror;
}
