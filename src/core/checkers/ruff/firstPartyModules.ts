import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TomlTable, textsIn } from './tomlTable.ts';

const moduleName = /^[A-Za-z_]\w*$/;

function modulesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = entry.isDirectory() ? entry.name : /^(.+)\.pyi?$/.exec(entry.name)?.[1];
    return name !== undefined && moduleName.test(name) ? [name] : [];
  });
}

/**
 * Modules that belong to the project. Ruff looks for them on the disk, which its WebAssembly build
 * cannot: it would sort them among those of others.
 * @see https://docs.astral.sh/ruff/settings/#src
 */
export function firstPartyModules(root: string, options: TomlTable): readonly string[] {
  const folders = textsIn(options, 'src') ?? ['.', 'src'];
  return [...new Set(folders.flatMap((folder) => modulesIn(join(root, folder))))].sort();
}
