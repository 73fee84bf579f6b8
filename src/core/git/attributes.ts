import type { GitCommand } from './gitCommand.ts';

/**
 * What `.gitattributes` and the like say of files, all asked by one process.
 * @param paths of files of the repository, whether they are there or not.
 * @returns by path and attribute: `set`, `unset` or its value; what is not specified is left out.
 */
export async function readAttributes(
  git: GitCommand,
  names: readonly string[],
  paths: readonly string[],
): Promise<Map<string, Map<string, string>>> {
  const attributes = new Map<string, Map<string, string>>();
  if (paths.length === 0) return attributes;
  const input = paths.map((path) => `${path}\0`).join('');
  const { bytes } = await git.run(['check-attr', '-z', '--stdin', ...names], { input });
  const cells = bytes.toString().split('\0');
  for (let index = 0; index + 2 < cells.length; index += 3) {
    const [path = '', name = '', value = ''] = cells.slice(index, index + 3);
    if (value === 'unspecified') continue;
    attributes.set(path, (attributes.get(path) ?? new Map()).set(name, value));
  }
  return attributes;
}
