import { relative } from 'node:path';
import type ts from 'typescript';
import { SwarmError } from '../../base/swarmError.ts';
import { findTypeScriptConfigFiles } from './typeScriptConfigFiles.ts';
import type { TypeScriptLibrary } from './typeScriptInstallation.ts';

/** One `tsconfig.json`, read with everything that it extends. */
export interface TypeScriptProjectConfig {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly parsed: ts.ParsedCommandLine;
}

/** Below this number TypeScript's complaints are about syntax; here that is the syntax of JSON. */
const firstSemanticCode = 2000;

/** "Cannot read file", "Circularity detected", "File not found" of an `extends`. */
const unreadableCodes = new Set([5012, 5083, 6053, 18000]);

/** True for the code of a complaint about a `tsconfig.json` that leaves nothing to go on with. */
export function isUnreadable(code: number): boolean {
  return code < firstSemanticCode || unreadableCodes.has(code);
}

function placeOf(diagnostic: ts.Diagnostic, path: string, root: string): string {
  const { file, start } = diagnostic;
  const name = relative(root, file?.fileName ?? path);
  if (file === undefined || start === undefined) return name;
  return `${name}, line ${file.getLineAndCharacterOfPosition(start).line + 1}`;
}

function complain(
  library: TypeScriptLibrary,
  diagnostic: ts.Diagnostic,
  path: string,
  root: string,
): SwarmError {
  const says = library.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
  const place = placeOf(diagnostic, path, root);
  return new SwarmError('configuration', `${place}: TS${diagnostic.code}: ${says} Mend that file.`);
}

function readConfig(library: TypeScriptLibrary, path: string, root: string): ts.ParsedCommandLine {
  const fail = (diagnostic: ts.Diagnostic): never => {
    throw complain(library, diagnostic, path, root);
  };
  const host = { ...library.sys, onUnRecoverableConfigFileDiagnostic: fail };
  const parsed = library.getParsedCommandLineOfConfigFile(path, undefined, host);
  if (parsed === undefined) {
    throw new SwarmError('configuration', `${path} cannot be read; mend that file.`);
  }
  const fatal = library
    .getConfigFileParsingDiagnostics(parsed)
    .find(({ code }) => isUnreadable(code));
  return fatal === undefined ? parsed : fail(fatal);
}

/**
 * Reads the project's `tsconfig.json` files, and recursively those that they reference. A
 * reference to a file that is not there is left out: TypeScript complains about it at its place.
 * @throws {SwarmError} `configuration`, with the file and what `tsc` says, when one is broken.
 */
export async function findTypeScriptProjects(
  root: string,
  library: TypeScriptLibrary,
): Promise<readonly TypeScriptProjectConfig[]> {
  const configs = new Map<string, TypeScriptProjectConfig>();
  const visit = (file: string): void => {
    const path = library.sys.resolvePath(file).replaceAll('\\', '/');
    if (configs.has(path)) return;
    const parsed = readConfig(library, path, root);
    configs.set(path, { path, parsed });
    for (const reference of parsed.projectReferences ?? []) {
      const target = library.resolveProjectReferencePath(reference);
      if (library.sys.fileExists(target)) visit(target);
    }
  };
  for (const file of await findTypeScriptConfigFiles(root)) visit(file);
  return [...configs.values()];
}
