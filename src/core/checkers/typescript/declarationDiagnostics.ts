import { isDeepStrictEqual } from 'node:util';
import type ts from 'typescript';
import type { TypeScriptLibrary } from './typeScriptInstallation.ts';

/** A file without imports and exports, or one that adds to others, may matter to any file. */
function mattersToAll(library: TypeScriptLibrary, file: ts.SourceFile): boolean {
  return !library.isExternalModule(file) || /\bdeclare\s+(?:global|module)\b/.test(file.text);
}

/**
 * What stands in the way of writing a `.d.ts` for each file. Finding that out takes as long as
 * checking the file; so it is kept while neither the file nor anything that it imports has changed.
 */
export class DeclarationDiagnostics {
  readonly #library: TypeScriptLibrary;
  readonly #known = new Map<string, readonly ts.Diagnostic[]>();
  #program: ts.Program | undefined;

  constructor(library: TypeScriptLibrary) {
    this.#library = library;
  }

  /** None when the project's options ask for no declarations. */
  of(file: ts.SourceFile, builder: ts.BuilderProgram): readonly ts.Diagnostic[] {
    const { declaration, composite } = builder.getCompilerOptions();
    if (declaration !== true && composite !== true) return [];
    this.#forgetChanged(builder);
    const known = this.#known.get(file.fileName);
    if (known !== undefined) return known;
    const diagnostics = builder.getProgram().getDeclarationDiagnostics(file);
    this.#known.set(file.fileName, diagnostics);
    return diagnostics;
  }

  #forgetChanged(builder: ts.BuilderProgram): void {
    const program = builder.getProgram();
    const before = this.#program;
    if (program === before) return;
    this.#program = program;
    if (before === undefined || this.#isAllAffected(before, program)) this.#known.clear();
    const changed = new Set(changedFiles(before, program).map(({ fileName }) => fileName));
    for (const name of this.#known.keys()) {
      const file = program.getSourceFile(name);
      const dependencies = file === undefined ? [name] : builder.getAllDependencies(file);
      const isAffected = changed.has(name) || dependencies.some((other) => changed.has(other));
      if (isAffected || file === undefined) this.#known.delete(name);
    }
  }

  #isAllAffected(before: ts.Program, program: ts.Program): boolean {
    if (!isDeepStrictEqual(before.getCompilerOptions(), program.getCompilerOptions())) return true;
    const isGone = before.getSourceFiles().some(({ fileName }) => !program.getSourceFile(fileName));
    const changed = changedFiles(before, program);
    const isNew = changed.some(({ fileName }) => !before.getSourceFile(fileName));
    return isGone || isNew || changed.some((file) => mattersToAll(this.#library, file));
  }
}

/** The language service makes another object of a file only when its text has changed. */
function changedFiles(before: ts.Program | undefined, program: ts.Program): ts.SourceFile[] {
  return program.getSourceFiles().filter((file) => before?.getSourceFile(file.fileName) !== file);
}
