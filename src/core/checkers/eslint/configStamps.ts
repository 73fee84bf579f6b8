import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isEslintConfigName } from './eslintConfigFile.ts';

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? '' : `${path} ${stat.mtimeMs} ${stat.size} ${stat.ino}`;
}

function folderStamp(folder: string): string {
  if (!existsSync(folder)) return '';
  const names = readdirSync(folder).filter(isEslintConfigName).sort();
  return names.map((name) => stampOf(join(folder, name))).join('\n');
}

function foldersUpTo(root: string, files: readonly string[]): ReadonlySet<string> {
  const folders = new Set([root]);
  for (const file of files) {
    const parts = file.split('/').slice(0, -1);
    for (const depth of parts.keys()) folders.add(join(root, ...parts.slice(0, depth + 1)));
  }
  return folders;
}

/** Tells when what ESLint was told to do has changed on the disk: configurations and packages. */
export class ConfigStamps {
  readonly #root: string;
  readonly #packages: readonly string[];
  readonly #known = new Map<string, string>();

  /** @param manifestPath of the installed ESLint. */
  constructor(root: string, manifestPath: string) {
    this.#root = root;
    this.#packages = [manifestPath, join(root, 'node_modules', '.package-lock.json')];
  }

  /** @param files relative to the root: the folders from the root down to them are looked at. */
  haveChanged(files: readonly string[]): boolean {
    const folders = foldersUpTo(this.#root, files);
    const packages = this.#packages.map((path) => this.#isChanged(path, stampOf(path)));
    const configs = [...folders].map((folder) => this.#isChanged(folder, folderStamp(folder)));
    return [...packages, ...configs].includes(true);
  }

  #isChanged(key: string, stamp: string): boolean {
    const known = this.#known.get(key);
    this.#known.set(key, stamp);
    return known !== undefined && known !== stamp;
  }
}
