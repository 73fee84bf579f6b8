import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globExpression } from './globPattern.ts';

interface IgnoreRule {
  readonly matches: (path: string, isFolder: boolean) => boolean;
  readonly isNegated: boolean;
}

function readRule(line: string): IgnoreRule {
  const isNegated = line.startsWith('!');
  const body = (isNegated ? line.slice(1) : line).replace(/^\\(?=[#!])/, '');
  const onlyFolders = body.endsWith('/');
  const name = onlyFolders ? body.slice(0, -1) : body;
  const isAnchored = name.includes('/');
  const pattern = isAnchored ? name.replace(/^\//, '') : `**/${name}`;
  const expression = globExpression(pattern, { crossesFolders: false });
  const matches = (path: string, isFolder: boolean): boolean =>
    (isFolder || !onlyFolders) && expression.test(path);
  return { matches, isNegated };
}

function readRules(path: string): readonly IgnoreRule[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split(/\r?\n/);
  return lines
    .map((line) => line.replace(/(?<!\\)\s+$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(readRule);
}

/**
 * What the `.gitignore` files of a folder leave out. It reads each of them once: make a new one when
 * they may have changed. Exclusions outside the folder, such as a user's own, are not known to it.
 * @see https://git-scm.com/docs/gitignore#_pattern_format
 */
export class GitIgnore {
  readonly #root: string;
  readonly #rules = new Map<string, readonly IgnoreRule[]>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Whether a path, relative to the root, is left out, given that the folders above it are not. */
  leavesOut(path: string, isFolder: boolean): boolean {
    const parts = path.split('/');
    let isLeftOut = false;
    for (const depth of parts.keys()) {
      const inner = parts.slice(depth).join('/');
      for (const rule of this.#rulesIn(parts.slice(0, depth).join('/'))) {
        if (rule.matches(inner, isFolder)) isLeftOut = !rule.isNegated;
      }
    }
    return isLeftOut;
  }

  #rulesIn(folder: string): readonly IgnoreRule[] {
    const known = this.#rules.get(folder);
    if (known !== undefined) return known;
    const rules = readRules(join(this.#root, folder, '.gitignore'));
    this.#rules.set(folder, rules);
    return rules;
  }
}
