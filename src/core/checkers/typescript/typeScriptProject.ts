import { setImmediate } from 'node:timers/promises';
import type ts from 'typescript';
import { SwarmError, throwIfCancelled } from '../../base/swarmError.ts';
import { DeclarationDiagnostics } from './declarationDiagnostics.ts';
import type { DiskMemory } from './diskMemory.ts';
import { createLanguageServiceHost, type LanguageServiceSubject } from './languageServiceHost.ts';
import type { TypeScriptLibrary } from './typeScriptInstallation.ts';

/** What all projects of a worktree share. */
export interface ProjectWorld {
  readonly library: TypeScriptLibrary;
  readonly disk: DiskMemory;
  readonly registry: ts.DocumentRegistry;
  /** The worktree's root, absolute. */
  readonly root: string;
}

/** The state of the disk and of the configuration that a project shall answer for. */
export type ProjectState = LanguageServiceSubject;

/**
 * One `tsconfig.json` with its language service. After an edit only those files are checked again
 * that it may affect. It answers for the state of the last {@link TypeScriptProject.update}.
 */
export class TypeScriptProject {
  /** Absolute, with `/`. */
  readonly configPath: string;
  readonly languageService: ts.LanguageService;
  readonly #world: ProjectWorld;
  #state: ProjectState;
  #builder: ts.SemanticDiagnosticsBuilderProgram | undefined;
  readonly #declarationDiagnostics: DeclarationDiagnostics;

  constructor(world: ProjectWorld, configPath: string, state: ProjectState) {
    this.configPath = configPath;
    this.#world = world;
    this.#state = state;
    const { library, disk, registry, root } = world;
    this.#declarationDiagnostics = new DeclarationDiagnostics(library);
    const host = createLanguageServiceHost(library, disk, this.#subject(), root);
    this.languageService = library.createLanguageService(host, registry);
  }

  get options(): ts.CompilerOptions {
    return this.#state.parsed.options;
  }

  get program(): ts.Program {
    const program = this.languageService.getProgram();
    if (program !== undefined) return program;
    throw new SwarmError('checker', `TypeScript has no program for ${this.configPath}.`);
  }

  update(state: ProjectState): void {
    this.#state = state;
  }

  /** Absolute paths of the sources, without those of installed packages and type libraries. */
  sourceFiles(): readonly string[] {
    const { program } = this;
    return program
      .getSourceFiles()
      .filter((file) => !program.isSourceFileFromExternalLibrary(file))
      .filter((file) => !program.isSourceFileDefaultLibrary(file))
      .map((file) => file.fileName);
  }

  /**
   * What `tsc --noEmit` says about the project. Where `tsc` keeps silent about types because of a
   * wrong option or a syntax error somewhere, this goes on: otherwise mending a syntax error would
   * look like making all the errors that it hid.
   * @throws {SwarmError} `cancelled`
   */
  async diagnostics(signal: AbortSignal | undefined): Promise<readonly ts.Diagnostic[]> {
    const { library } = this.#world;
    const { program } = this;
    const found: ts.Diagnostic[] = [
      ...library.getConfigFileParsingDiagnostics(this.#state.parsed),
      ...program.getOptionsDiagnostics(),
      ...program.getGlobalDiagnostics(),
      ...program.getSyntacticDiagnostics(),
    ];
    const builder = await this.#checkAffected(signal);
    for (const file of program.getSourceFiles()) {
      found.push(...builder.getSemanticDiagnostics(file));
      found.push(...this.#declarationDiagnostics.of(file, builder));
    }
    return library.sortAndDeduplicateDiagnostics(found);
  }

  /** What the project says about one file, without checking the others. None if it is not in it. */
  diagnosticsOf(path: string): readonly ts.Diagnostic[] {
    const { program } = this;
    const file = program.getSourceFile(path);
    if (file === undefined) return [];
    return this.#world.library.sortAndDeduplicateDiagnostics([
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
      ...this.#declarationDiagnostics.of(file, this.#currentBuilder()),
    ]);
  }

  /** What an editor shows beside the errors, such as unused names. None if it is not in it. */
  suggestionsOf(path: string): readonly ts.Diagnostic[] {
    if (this.program.getSourceFile(path) === undefined) return [];
    return this.languageService.getSuggestionDiagnostics(path);
  }

  /** The declarations of a source file's exports, as in a `.d.ts`; undefined if there are none. */
  declarationsOf(path: string): string | undefined {
    const file = this.program.getSourceFile(path);
    if (file === undefined || file.isDeclarationFile) return undefined;
    const { outputFiles } = this.languageService.getEmitOutput(path, true, true);
    return outputFiles.find(({ name }) => /\.d\.[cm]?ts$/.test(name))?.text;
  }

  dispose(): void {
    this.#builder = undefined;
    this.languageService.dispose();
  }

  #subject(): LanguageServiceSubject {
    const state = (): ProjectState => this.#state;
    return {
      get parsed() {
        return state().parsed;
      },
      get version() {
        return state().version;
      },
      get structureVersion() {
        return state().structureVersion;
      },
      parsedReference: (path) => state().parsedReference(path),
    };
  }

  async #checkAffected(
    signal: AbortSignal | undefined,
  ): Promise<ts.SemanticDiagnosticsBuilderProgram> {
    const builder = this.#currentBuilder();
    while (true) {
      await setImmediate();
      throwIfCancelled(signal);
      const checked = builder.getSemanticDiagnosticsOfNextAffectedFile();
      if (checked === undefined) return builder;
    }
  }

  #currentBuilder(): ts.SemanticDiagnosticsBuilderProgram {
    const { program } = this;
    if (this.#builder?.getProgram() !== program) {
      const { library } = this.#world;
      const host: ts.BuilderProgramHost = {};
      if (library.sys.createHash !== undefined) host.createHash = library.sys.createHash;
      this.#builder = library.createSemanticDiagnosticsBuilderProgram(program, host, this.#builder);
    }
    return this.#builder;
  }
}
