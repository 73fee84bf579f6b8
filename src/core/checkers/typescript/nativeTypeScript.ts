import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type ts from 'typescript';
import { type RunProcess, runProcess } from '../../base/runProcess.ts';
import { SwarmError } from '../../base/swarmError.ts';
import { parseTscOutput, type TscOutput } from './tscOutput.ts';
import type { TypeScriptInstallation, TypeScriptLibrary } from './typeScriptInstallation.ts';
import type { TypeScriptProjectConfig } from './typeScriptProjectConfig.ts';

/** Nothing is written: neither what is compiled nor the memory of an incremental build. */
const readOnlyFlags = ['--noEmit', '--pretty', 'false', '--composite', 'false'].concat([
  '--incremental',
  'false',
  '--listFiles',
]);

/** Runs the `tsc` of a TypeScript that has no JavaScript API. */
export class NativeTypeScript {
  readonly #installation: TypeScriptInstallation;
  readonly #root: string;
  readonly #run: RunProcess;

  constructor(installation: TypeScriptInstallation, root: string, run: RunProcess = runProcess) {
    this.#installation = installation;
    this.#root = root;
    this.#run = run;
  }

  /**
   * @param library reads the configuration of projects that reference others.
   * @throws {SwarmError} `checker` when `tsc` fails without naming a diagnostic, `cancelled`.
   */
  async check(
    config: TypeScriptProjectConfig,
    library: TypeScriptLibrary,
    signal: AbortSignal | undefined,
  ): Promise<TscOutput> {
    const references = config.parsed.projectReferences ?? [];
    if (references.length === 0) return this.#tsc(config, config.path, signal);
    const directory = await mkdtemp(join(tmpdir(), 'swarm-tsc-'));
    try {
      const path = join(directory, 'tsconfig.json');
      await writeFile(path, JSON.stringify(withoutReferences(config, library)));
      return await this.#tsc(config, path, signal);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  async #tsc(
    { path, parsed }: TypeScriptProjectConfig,
    configPath: string,
    signal: AbortSignal | undefined,
  ): Promise<TscOutput> {
    const script = join(this.#installation.directory, 'bin', 'tsc');
    const keepDeclarations = parsed.options.composite === true ? ['--declaration', 'true'] : [];
    const args = [script, '-p', configPath, ...readOnlyFlags, ...keepDeclarations];
    const cwd = this.#root;
    const result = await this.#run({ command: process.execPath, args, cwd, signal });
    const output = parseTscOutput(result.stdout.toString(), this.#root, path);
    if (result.exitCode === 0 || output.diagnostics.length > 0) return output;
    const says = (result.stderr.trim() || result.stdout.toString().trim()).split('\n', 1)[0];
    const { version } = this.#installation;
    throw new SwarmError('checker', `tsc ${version} failed on ${path}: ${says}; run it by hand.`);
  }
}

/**
 * `tsc -p` reads the built declarations of a reference, which a fresh worktree does not have. So it
 * is given the same project without references, where imports lead to the sources.
 */
function withoutReferences(
  { path, parsed }: TypeScriptProjectConfig,
  library: TypeScriptLibrary,
): object {
  const { options } = parsed;
  const types = options.types?.map((name) => typesFile(name, path, options, library));
  return {
    extends: path,
    files: parsed.fileNames,
    include: [],
    references: [],
    compilerOptions: {
      rootDir: null,
      outDir: null,
      declarationDir: null,
      tsBuildInfoFile: null,
      typeRoots: library.getEffectiveTypeRoots(options, {
        getCurrentDirectory: () => dirname(path),
      }),
      ...(types === undefined ? {} : { types }),
    },
  };
}

/** Looked up from the real configuration file: the copy of it stands elsewhere. */
function typesFile(
  name: string,
  configPath: string,
  options: ts.CompilerOptions,
  library: TypeScriptLibrary,
): string {
  const found = library.resolveTypeReferenceDirective(name, configPath, options, library.sys);
  return found.resolvedTypeReferenceDirective?.resolvedFileName ?? name;
}
