import { resolve } from 'node:path';
import type { RunProcess } from '../../base/runProcess.ts';
import type { Diagnostic } from '../../protocol/diagnostic.ts';
import type { Checker, CheckScope } from '../checker.ts';
import { convertDiagnostic, relativePath } from './diagnosticConversion.ts';
import { NativeTypeScript } from './nativeTypeScript.ts';
import type { TypeScriptEngine } from './typeScriptEngine.ts';
import type { TypeScriptProjectConfig } from './typeScriptProjectConfig.ts';

const sources = new Set(['ts', 'js', 'typescript', 'tsc']);
const sourceFile = /\.[cm]?[jt]sx?$/;
const configFile = /(^|\/)[^/]*tsconfig[^/]*\.json$/;

/** A file that another project lists belongs to that one; its options say what is wrong with it. */
function isOwn(
  diagnostic: Diagnostic,
  config: TypeScriptProjectConfig,
  configs: readonly TypeScriptProjectConfig[],
  root: string,
): boolean {
  const path = resolve(root, diagnostic.file).replaceAll('\\', '/');
  const lists = ({ parsed }: TypeScriptProjectConfig): boolean => parsed.fileNames.includes(path);
  return lists(config) || !configs.some(lists);
}

function withoutDuplicates(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((entry) => [JSON.stringify(entry), entry])).values()];
}

/** What the project's own TypeScript says about all projects of a worktree. */
export class TypeScriptChecker implements Checker {
  readonly id = 'typescript';
  readonly reach = 'project';
  readonly #engine: TypeScriptEngine;
  readonly #native: NativeTypeScript | undefined;
  /** Relative. Files stay in here when they are deleted: their diagnostics were this checker's. */
  readonly #files = new Set<string>();

  constructor(engine: TypeScriptEngine, run?: RunProcess) {
    this.#engine = engine;
    const { installation, root } = engine;
    const isNative = installation.kind === 'native';
    this.#native = isNative ? new NativeTypeScript(installation, root, run) : undefined;
  }

  /** Before the first check nobody knows which files belong to a project: then their ending tells. */
  claims({ source, file }: Pick<Diagnostic, 'source' | 'file'>): boolean {
    if (!sources.has(source.toLowerCase())) return false;
    if (configFile.test(file)) return true;
    return this.#files.size === 0 ? sourceFile.test(file) : this.#files.has(file);
  }

  async check({ files, signal }: CheckScope): Promise<readonly Diagnostic[]> {
    const diagnostics =
      this.#native === undefined
        ? await this.#checkByLibrary(signal)
        : await this.#checkByProgram(this.#native, signal);
    const wanted = files === undefined ? undefined : new Set(files);
    return withoutDuplicates(diagnostics).filter(({ file }) => wanted?.has(file) ?? true);
  }

  async dispose(): Promise<void> {
    this.#engine.dispose();
  }

  async #checkByLibrary(signal: AbortSignal | undefined): Promise<readonly Diagnostic[]> {
    const library = await this.#engine.library();
    const { root } = this.#engine;
    return this.#engine.use(async (projects) => {
      const diagnostics: Diagnostic[] = [];
      for (const project of projects) {
        const { configPath } = project;
        const found = await project.diagnostics(signal);
        diagnostics.push(...found.map((one) => convertDiagnostic(library, one, root, configPath)));
        this.#learnFiles(project.sourceFiles());
      }
      return diagnostics;
    });
  }

  async #checkByProgram(
    native: NativeTypeScript,
    signal: AbortSignal | undefined,
  ): Promise<readonly Diagnostic[]> {
    const library = await this.#engine.library();
    const configs = await this.#engine.configs();
    const diagnostics: Diagnostic[] = [];
    for (const config of configs) {
      const { parsed } = config;
      const isOnlyReferences = parsed.fileNames.length === 0 && parsed.errors.length === 0;
      if (isOnlyReferences) continue;
      const output = await native.check(config, library, signal);
      const own = output.diagnostics.filter((one) =>
        isOwn(one, config, configs, this.#engine.root),
      );
      diagnostics.push(...own);
      this.#learnFiles(output.files.filter((file) => !file.includes('/node_modules/')));
    }
    return diagnostics;
  }

  #learnFiles(paths: readonly string[]): void {
    for (const path of paths) this.#files.add(relativePath(this.#engine.root, path));
  }
}
