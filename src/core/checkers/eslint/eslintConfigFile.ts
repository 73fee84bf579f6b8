import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readTextIfExists } from '../../base/atomicFile.ts';
import { messageOf, SwarmError } from '../../base/swarmError.ts';

/** Which of ESLint's two ways of configuration a project uses, and where it is written. */
export interface EslintConfigFile {
  readonly kind: 'flat' | 'legacy';
  /** Relative to the root, for people. */
  readonly name: string;
}

const flatName = /^eslint\.config\.[cm]?[jt]s$/;
const legacyName = /^\.eslintrc(\.(json|ya?ml|c?js))?$/;

/** True for the name of a file that tells ESLint what to do. */
export function isEslintConfigName(name: string): boolean {
  return (
    flatName.test(name) ||
    legacyName.test(name) ||
    ['.eslintignore', 'package.json', 'eslint-suppressions.json'].includes(name)
  );
}

async function packageHasConfig(root: string): Promise<boolean> {
  const path = join(root, 'package.json');
  const text = await readTextIfExists(path);
  if (text === undefined) return false;
  try {
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === 'object' && manifest !== null && 'eslintConfig' in manifest;
  } catch (error) {
    throw new SwarmError('checker', `${path} is not JSON (${messageOf(error)}); mend it.`, error);
  }
}

/**
 * The project's ESLint configuration at its root. A flat one goes before a legacy one, as in ESLint.
 * @throws {SwarmError} `checker` when `package.json` cannot be read.
 */
export async function findEslintConfig(root: string): Promise<EslintConfigFile | undefined> {
  const names = (await readdir(root)).sort();
  const flat = names.find((name) => flatName.test(name));
  if (flat !== undefined) return { kind: 'flat', name: flat };
  const legacy = names.find((name) => legacyName.test(name));
  if (legacy !== undefined) return { kind: 'legacy', name: legacy };
  return (await packageHasConfig(root)) ? { kind: 'legacy', name: 'package.json' } : undefined;
}
