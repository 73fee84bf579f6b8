import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type ProcessResult, type RunProcess, runProcess } from '../../base/runProcess.ts';
import { SwarmError } from '../../base/swarmError.ts';
import { type NativeProject, readNativeProject } from './nativeProject.ts';
import { mirrorPackages } from './packageMirror.ts';
import { parseTscOutput, type TscOutput } from './tscOutput.ts';
import { findTypeScriptConfigFiles } from './typeScriptConfigFiles.ts';
import type { TypeScriptInstallation } from './typeScriptInstallation.ts';

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
   * The projects of the worktree, and recursively those that they reference, as they are on the disk
   * now. A reference to a file that is not there is left out: `tsc` complains about it at its place.
   * @throws {SwarmError} `checker` when `tsc` cannot tell, `configuration`, `cancelled`.
   */
  async projects(signal: AbortSignal | undefined): Promise<readonly NativeProject[]> {
    const found = new Map<string, NativeProject>();
    const open = [...(await findTypeScriptConfigFiles(this.#root))];
    for (const file of open) {
      const path = file.replaceAll('\\', '/');
      if (found.has(path)) continue;
      const project = await this.#read(path, signal);
      found.set(path, project);
      open.push(...project.references);
    }
    return [...found.values()];
  }

  /** @throws {SwarmError} `checker` when `tsc` fails without naming a diagnostic, `cancelled`. */
  async check(project: NativeProject, signal: AbortSignal | undefined): Promise<TscOutput> {
    if (project.references.length === 0) return this.#check(project, project.path, signal);
    const mirror = await mkdtemp(join(tmpdir(), 'swarm-tsc-'));
    try {
      const folder = await mirrorPackages(this.#root, dirname(project.path), mirror);
      const path = join(folder, 'tsconfig.json');
      await writeFile(path, JSON.stringify(withoutReferences(project)));
      return await this.#check(project, path, signal);
    } finally {
      await rm(mirror, { recursive: true, force: true });
    }
  }

  async #read(path: string, signal: AbortSignal | undefined): Promise<NativeProject> {
    const result = await this.#tsc(['--showConfig', '-p', path], signal);
    if (result.exitCode !== 0) throw this.#failure(path, result);
    return readNativeProject(path, result.stdout.toString());
  }

  async #check(
    { path, isComposite }: NativeProject,
    configPath: string,
    signal: AbortSignal | undefined,
  ): Promise<TscOutput> {
    const keepDeclarations = isComposite ? ['--declaration', 'true'] : [];
    const args = ['-p', configPath, ...readOnlyFlags, ...keepDeclarations];
    const result = await this.#tsc(args, signal);
    const output = parseTscOutput(result.stdout.toString(), this.#root, path);
    if (result.exitCode === 0 || output.diagnostics.length > 0) return output;
    throw this.#failure(path, result);
  }

  #tsc(args: readonly string[], signal: AbortSignal | undefined): Promise<ProcessResult> {
    const script = join(this.#installation.directory, 'bin', 'tsc');
    const cwd = this.#root;
    return this.#run({ command: process.execPath, args: [script, ...args], cwd, signal });
  }

  #failure(path: string, { stderr, stdout }: ProcessResult): SwarmError {
    const [says] = (stderr.trim() || stdout.toString().trim()).split('\n', 1);
    const { version } = this.#installation;
    return new SwarmError('checker', `tsc ${version} failed on ${path}: ${says}; run it by hand.`);
  }
}

/**
 * `tsc -p` reads the built declarations of a reference, which a fresh worktree does not have. So it
 * is given the same project without references, where imports lead to the sources.
 */
function withoutReferences({ path, files, types }: NativeProject): object {
  const placed = types?.map((name) => (name.startsWith('.') ? resolve(dirname(path), name) : name));
  return {
    extends: path,
    files,
    include: [],
    references: [],
    compilerOptions: {
      rootDir: null,
      outDir: null,
      declarationDir: null,
      tsBuildInfoFile: null,
      ...(placed === undefined ? {} : { types: placed }),
    },
  };
}
