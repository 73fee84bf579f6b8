import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GitIgnore } from './gitIgnore.ts';
import { globExpression } from './globPattern.ts';
import { type TomlTable, tableIn, textsIn } from './tomlTable.ts';

/** @see https://docs.astral.sh/ruff/settings/#exclude */
const excludedByDefault = `.bzr .direnv .eggs .git .git-rewrite .hg .ipynb_checkpoints .mypy_cache
  .nox .pants.d .pyenv .pytest_cache .pytype .ruff_cache .svn .tox .venv .vscode __pypackages__
  _build buck-out dist node_modules site-packages venv`.split(/\s+/);

/** Matches a path from the root as ruff does: as a whole, or by its name when there is no folder. */
export function matchesRuffPattern(pattern: string, path: string): boolean {
  const expression = globExpression(pattern.replace(/^\.\//, ''), { crossesFolders: true });
  const name = path.slice(path.lastIndexOf('/') + 1);
  return expression.test(path) || (!pattern.includes('/') && expression.test(name));
}

/** Which files of a folder ruff looks at. Notebooks, stubs and documents are not among them here. */
export class RuffFiles {
  readonly #root: string;
  readonly #exclude: readonly string[];
  readonly #include: readonly string[];
  readonly #gitIgnore: GitIgnore | undefined;

  constructor(root: string, options: TomlTable) {
    this.#root = root;
    this.#exclude = [
      ...(textsIn(options, 'exclude') ?? excludedByDefault),
      ...(textsIn(options, 'extend-exclude') ?? []),
      ...(textsIn(tableIn(options, 'lint'), 'exclude') ?? []),
    ];
    const include = textsIn(options, 'include') ?? ['*.py'];
    this.#include = [...include, ...(textsIn(options, 'extend-include') ?? [])];
    this.#gitIgnore = options['respect-gitignore'] === false ? undefined : new GitIgnore(root);
  }

  /** @param file relative to the root, with `/`. */
  includes(file: string): boolean {
    const parts = file.split('/');
    const folders = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
    return !folders.some((folder) => this.#leavesOut(folder, true)) && this.#includesName(file);
  }

  /** All files that ruff would look at, each relative to the root, one at a time. */
  *all(folder = ''): Generator<string> {
    for (const entry of readdirSync(join(this.#root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !this.#leavesOut(path, true)) yield* this.all(path);
      if (entry.isFile() && this.#includesName(path)) yield path;
    }
  }

  #includesName(file: string): boolean {
    return (
      file.endsWith('.py') &&
      this.#include.some((pattern) => matchesRuffPattern(pattern, file)) &&
      !this.#leavesOut(file, false)
    );
  }

  #leavesOut(path: string, isFolder: boolean): boolean {
    return (
      this.#exclude.some((pattern) => matchesRuffPattern(pattern, path)) ||
      this.#gitIgnore?.leavesOut(path, isFolder) === true
    );
  }
}
