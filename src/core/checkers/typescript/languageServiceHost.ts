import type ts from 'typescript';
import type { DiskMemory } from './diskMemory.ts';
import type { TypeScriptLibrary } from './typeScriptInstallation.ts';

/** What a language service is about. It may answer anew each time that its version changes. */
export interface LanguageServiceSubject {
  readonly parsed: ts.ParsedCommandLine;
  /** Changes with any change of configuration or files. */
  readonly version: number;
  /** Changes when module names may mean other files than before. */
  readonly structureVersion: number;
  /** The configuration of a referenced project. */
  parsedReference(path: string): ts.ParsedCommandLine | undefined;
}

/** Part of the language service's contract that its published types leave out. */
interface ReferenceRedirect {
  useSourceOfProjectReferenceRedirect(): boolean;
}

/** `configFile` is not enumerable, and without it TypeScript cannot say where a wrong option stands. */
function optionsOf({ options }: ts.ParsedCommandLine): ts.CompilerOptions {
  const configFile = { value: options['configFile'], enumerable: false };
  return Object.defineProperties({ ...options, noEmit: true }, { configFile });
}

/** @param directory where relative paths start: the root of the worktree. */
export function createLanguageServiceHost(
  library: TypeScriptLibrary,
  disk: DiskMemory,
  subject: LanguageServiceSubject,
  directory: string,
): ts.LanguageServiceHost & ReferenceRedirect {
  return {
    getCompilationSettings: () => optionsOf(subject.parsed),
    getProjectVersion: () => String(subject.version),
    // The documented way to have every module name and type library looked up again.
    getTypeRootsVersion: () => subject.structureVersion,
    getScriptFileNames: () => subject.parsed.fileNames,
    getScriptVersion: (path) => disk.source(path)?.version ?? '',
    getScriptSnapshot: (path) => {
      const source = disk.source(path);
      return source === undefined ? undefined : library.ScriptSnapshot.fromString(source.text);
    },
    getProjectReferences: () => subject.parsed.projectReferences,
    getParsedCommandLine: (path) => subject.parsedReference(path),
    // Sources instead of built declarations: an edit in one project is seen by those that use it.
    useSourceOfProjectReferenceRedirect: () => true,
    getCurrentDirectory: () => directory,
    getDefaultLibFileName: (options) => library.getDefaultLibFilePath(options),
    useCaseSensitiveFileNames: () => library.sys.useCaseSensitiveFileNames,
    fileExists: (path) => disk.fileExists(path),
    directoryExists: (path) => disk.directoryExists(path),
    getDirectories: (path) => disk.getDirectories(path),
    readFile: (path) => disk.readFile(path),
    realpath: (path) => disk.realpath(path),
    readDirectory: library.sys.readDirectory,
  };
}
