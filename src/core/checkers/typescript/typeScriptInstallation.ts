import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type ts from 'typescript';
import { readTextIfExists } from '../../base/atomicFile.ts';
import { isSwarmError, messageOf, SwarmError } from '../../base/swarmError.ts';
import { type FindPackage, findOurPackage } from '../ourPackage.ts';

/** What the package `typescript` exports, whichever release it is. */
export type TypeScriptLibrary = typeof ts;

export interface TypeScriptInstallation {
  /** Such as `6.0.3`. */
  readonly version: string;
  /** The package's folder. */
  readonly directory: string;
  /** `library`: it has a JavaScript API. `native`: it has only its `tsc` (version 7 and later). */
  readonly kind: 'library' | 'native';
}

/** The environment variable by which a host lends a TypeScript to the task runner: a folder. */
export const typeScriptVariable = 'SWARM_TYPESCRIPT';

const ourRequire = createRequire(import.meta.url);
const nativeSince = 7;
/** Those whose language service is known here. */
const lendableSince = 5;

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

function majorOf({ version }: Pick<TypeScriptInstallation, 'version'>): number {
  return Number.parseInt(version, 10);
}

async function describe(directory: string): Promise<TypeScriptInstallation | undefined> {
  const packageFile = join(directory, 'package.json');
  const text = await readTextIfExists(packageFile);
  if (text === undefined) return undefined;
  const version = versionIn(text, packageFile);
  return { version, directory, kind: majorOf({ version }) >= nativeSince ? 'native' : 'library' };
}

/** Undefined for one that cannot do all the work of ours: then another one is looked for. */
async function describeUsable(directory: string): Promise<TypeScriptInstallation | undefined> {
  try {
    const found = await describe(directory);
    if (found?.kind !== 'library' || majorOf(found) < lendableSince) return undefined;
    if (!existsSync(join(directory, 'lib', 'lib.d.ts'))) return undefined;
    loadTypeScript(found);
    return found;
  } catch (error) {
    if (isSwarmError(error, 'checker')) return undefined;
    throw error;
  }
}

/** Where to look for a TypeScript that is not the project's. */
export interface TypeScriptPlaces {
  readonly environment: NodeJS.ProcessEnv;
  readonly findPackage: FindPackage;
}

const usualPlaces: TypeScriptPlaces = { environment: process.env, findPackage: findOurPackage };

/**
 * The TypeScript with a JavaScript API (5 or 6) that stands in where the project's own has none, or
 * the project has none at all. It is loaded to see that it works.
 *
 * The first that can be used of: the package in the folder that the environment variable
 * `SWARM_TYPESCRIPT` names, such as `/opt/editor/extensions/node_modules/typescript`, by which an
 * editor lends its own; the package that this program was installed with.
 * @returns undefined when none can be used.
 */
export async function findOurTypeScript(
  places: TypeScriptPlaces = usualPlaces,
): Promise<TypeScriptInstallation | undefined> {
  const lent = places.environment[typeScriptVariable];
  const packageFile = places.findPackage('typescript/package.json');
  const directories = [lent, packageFile === undefined ? undefined : dirname(packageFile)];
  for (const directory of directories) {
    const found = directory ? await describeUsable(directory) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The TypeScript that a project has installed at its root. What lies in a folder above is not taken:
 * a worktree stands elsewhere than the project that it is of.
 * @param root an absolute path.
 * @throws {SwarmError} `checker` when its package is broken.
 */
export function findProjectTypeScript(root: string): Promise<TypeScriptInstallation | undefined> {
  return describe(join(root, 'node_modules', 'typescript'));
}

function isLibrary(value: unknown): value is TypeScriptLibrary {
  return typeof value === 'object' && value !== null && 'createLanguageService' in value;
}

/**
 * Loads the JavaScript API, which takes a fifth of a second the first time.
 * @throws {SwarmError} `checker` when the package cannot be loaded or has no such API.
 */
export function loadTypeScript(installation: TypeScriptInstallation): TypeScriptLibrary {
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
