import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ESLint } from 'eslint';
import { messageOf, SwarmError, systemCodeOf } from '../../base/swarmError.ts';
import { type EslintConfigFile, findEslintConfig } from './eslintConfigFile.ts';

/** The ESLint that a project has installed, ready to be made an instance of. */
export interface EslintInstallation {
  readonly version: string;
  /** Changes when another version is installed over it. */
  readonly manifestPath: string;
  readonly config: EslintConfigFile;
  readonly EslintClass: new (options: ESLint.Options) => ESLint;
}

interface EslintModule {
  readonly ESLint: typeof ESLint;
  /** Since 8.57. */
  readonly loadESLint?: (choice: { useFlatConfig: boolean }) => Promise<typeof ESLint>;
}

function isEslintModule(value: unknown): value is EslintModule {
  return (
    typeof value === 'object' &&
    value !== null &&
    'ESLint' in value &&
    typeof value.ESLint === 'function'
  );
}

function resolveManifest(require: NodeJS.Require): string | undefined {
  try {
    return require.resolve('eslint/package.json');
  } catch (error) {
    if (systemCodeOf(error) === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function loadModule(require: NodeJS.Require, manifestPath: string): EslintModule {
  try {
    const loaded: unknown = require('eslint');
    if (isEslintModule(loaded)) return loaded;
  } catch (error) {
    const advice = 'install it anew, or use a Node.js that it supports.';
    const [first] = messageOf(error).split('\n');
    throw new SwarmError('checker', `Cannot load ${manifestPath}: ${first}; ${advice}`, error);
  }
  throw new SwarmError(
    'checker',
    `${manifestPath} has no ESLint class; install ESLint 8.57 or newer.`,
  );
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}

/**
 * @returns undefined when no ESLint can be resolved from `root`, or `root` holds no configuration
 * that this ESLint reads: version 10 knows no `.eslintrc`.
 * @throws {SwarmError} `checker` when what is installed cannot be loaded.
 * @see https://eslint.org/docs/latest/integrate/nodejs-api#loadeslint
 */
export async function findEslint(root: string): Promise<EslintInstallation | undefined> {
  const config = await findEslintConfig(root);
  const require = createRequire(join(root, 'package.json'));
  const manifestPath = resolveManifest(require);
  if (config === undefined || manifestPath === undefined) return undefined;
  const module = loadModule(require, manifestPath);
  const { version } = module.ESLint;
  if (config.kind === 'legacy' && majorOf(version) >= 10) return undefined;
  const useFlatConfig = config.kind === 'flat';
  const EslintClass = (await module.loadESLint?.({ useFlatConfig })) ?? module.ESLint;
  return { version, manifestPath, config, EslintClass };
}
