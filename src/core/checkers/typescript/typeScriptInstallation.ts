import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type ts from 'typescript';
import { readTextIfExists } from '../../base/atomicFile.ts';
import { messageOf, SwarmError } from '../../base/swarmError.ts';

/** What the package `typescript` exports, whichever release it is. */
export type TypeScriptLibrary = typeof ts;

export interface TypeScriptInstallation {
  /** Such as `6.0.3`. */
  readonly version: string;
  /** The package's folder. */
  readonly directory: string;
  /** `library`: it has a JavaScript API. `native`: it has only its `tsc` (version 7 and later). */
  readonly kind: 'library' | 'native';
  /** True when it is the one that this project ships, for projects that have none. */
  readonly isOurs: boolean;
}

const ourRequire = createRequire(import.meta.url);
const nativeSince = 7;

function parseManifest(packageText: string): unknown {
  try {
    return JSON.parse(packageText);
  } catch {
    // Says no more than that the package is broken, as a manifest without a version does.
    return undefined;
  }
}

function versionIn(packageText: string, packageFile: string): string {
  const manifest = parseManifest(packageText);
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  if (hasVersion && typeof manifest.version === 'string') return manifest.version;
  throw new SwarmError('checker', `${packageFile} names no version; install TypeScript again.`);
}

function describe(
  packageFile: string,
  packageText: string,
  isOurs: boolean,
): TypeScriptInstallation {
  const version = versionIn(packageText, packageFile);
  const kind = Number.parseInt(version, 10) >= nativeSince ? 'native' : 'library';
  return { version, directory: dirname(packageFile), kind, isOurs };
}

/** The TypeScript that this project ships, which has a JavaScript API. */
export async function findOurTypeScript(): Promise<TypeScriptInstallation> {
  const packageFile = ourRequire.resolve('typescript/package.json');
  return describe(packageFile, await readFile(packageFile, 'utf8'), true);
}

/**
 * The TypeScript that a project has installed at its root, else ours. What lies in a folder above
 * is not taken: a worktree stands elsewhere than the project that it is of.
 * @param root an absolute path.
 * @throws {SwarmError} `checker` when its package is broken.
 */
export async function findTypeScript(root: string): Promise<TypeScriptInstallation> {
  const packageFile = join(root, 'node_modules', 'typescript', 'package.json');
  const text = await readTextIfExists(packageFile);
  return text === undefined ? findOurTypeScript() : describe(packageFile, text, false);
}

function isLibrary(value: unknown): value is TypeScriptLibrary {
  return typeof value === 'object' && value !== null && 'createLanguageService' in value;
}

/**
 * Loads the JavaScript API, which takes a fifth of a second the first time.
 * @throws {SwarmError} `checker` when the package cannot be loaded or has no such API.
 */
export async function loadTypeScript(
  installation: TypeScriptInstallation,
): Promise<TypeScriptLibrary> {
  if (installation.isOurs) return (await import('typescript')).default;
  const problem = `TypeScript ${installation.version} in ${installation.directory} cannot be loaded`;
  try {
    const loaded: unknown = ourRequire(installation.directory);
    if (isLibrary(loaded)) return loaded;
  } catch (error) {
    const [says] = messageOf(error).split('\n', 1);
    throw new SwarmError('checker', `${problem}: ${says}; install it again.`, error);
  }
  throw new SwarmError('checker', `${problem}: it has no JavaScript API; install it again.`);
}
