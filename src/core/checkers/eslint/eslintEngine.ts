import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ESLint, Linter } from 'eslint';
import { Semaphore } from '../../base/semaphore.ts';
import { messageOf, SwarmError, throwIfCancelled } from '../../base/swarmError.ts';
import { ConfigStamps } from './configStamps.ts';
import { type EslintFileConfig, readFileConfig } from './eslintFileConfig.ts';
import { type EslintInstallation, findEslint } from './eslintInstallation.ts';
import { isLintableByLegacy } from './legacyLintable.ts';
import { TypeFreshness } from './typeFreshness.ts';

/** What ESLint says about one file that it looked at. */
export interface LintedFile {
  /** Relative to the root, with `/`. */
  readonly file: string;
  /** In ESLint's own form: lines and columns from 1, ranges in UTF-16 units without a BOM. */
  readonly messages: readonly Linter.LintMessage[];
}

export interface LintScope {
  /** Relative to the root, with `/`; without it, what `eslint .` would look at. */
  readonly files?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

const firstWithApplySuppressions = { major: 10, minor: 1 };

function knowsSuppressions(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const first = firstWithApplySuppressions;
  return major > first.major || (major === first.major && minor >= first.minor);
}

// The warning about a file that was asked for and is none of ESLint's: it is no finding.
function isIgnoredNotice(message: Linter.LintMessage): boolean {
  return message.ruleId === null && !message.fatal && message.message.startsWith('File ignored');
}

// ESLint names the file in which a rule fails, and what is invalid, in lines of their own.
function essenceOf(message: string): string {
  const [first = '', second = '', ...rest] = message.split('\n').map((line) => line.trim());
  const place = [second, ...rest].find((line) => line.startsWith('Occurred while linting')) ?? '';
  return `${first} ${first.endsWith(':') ? second : place}`.trim();
}

/**
 * The project's own ESLint at work in one worktree. It keeps ESLint, its plugins and the types of
 * type-aware rules in memory, and answers for the files as they are on the disk at the time of the
 * call. One call at a time reaches ESLint.
 *
 * ESLint imports a flat configuration anew when that file's own time has changed. Modules which the
 * configuration imports stay as they were first loaded, for as long as the process lives.
 */
export class EslintEngine {
  readonly root: string;
  readonly #installation: EslintInstallation;
  readonly #freshness: TypeFreshness;
  readonly #turn = new Semaphore(1);
  readonly #stamps: ConfigStamps;
  #warm: ESLint | undefined;

  constructor(root: string, installation: EslintInstallation) {
    this.root = root;
    this.#installation = installation;
    this.#freshness = new TypeFreshness(root);
    this.#stamps = new ConfigStamps(root, installation.manifestPath);
  }

  /**
   * Files that are gone, ignored, or without a configuration are left out of the answer.
   * @throws {SwarmError} `checker` when ESLint or its configuration fails, `cancelled`.
   */
  lint(scope: LintScope): Promise<readonly LintedFile[]> {
    return this.#turn.run(async () => {
      throwIfCancelled(scope.signal);
      const results = await this.#lint(scope.files).catch((error: unknown) => this.#fail(error));
      throwIfCancelled(scope.signal);
      return results.flatMap((result) => this.#toLintedFile(result));
    });
  }

  async dispose(): Promise<void> {
    this.#warm = undefined;
    this.#freshness.forget();
  }

  #lint(files: readonly string[] | undefined): Promise<ESLint.LintResult[]> {
    return files === undefined ? this.#lintProject() : this.#lintFiles(files);
  }

  // An instance of its own: configurations deep in the tree are read anew, however many there are.
  #lintProject(): Promise<ESLint.LintResult[]> {
    this.#freshness.forget();
    return this.#createEslint(true).lintFiles(['.']);
  }

  async #lintFiles(files: readonly string[]): Promise<ESLint.LintResult[]> {
    const eslint = this.#warmEslint(files);
    const configs = new Map<string, EslintFileConfig>();
    for (const file of new Set(files)) {
      const config = await this.#lintableConfig(eslint, join(this.root, file));
      if (config !== undefined) configs.set(join(this.root, file), config);
    }
    if (configs.size === 0) return [];
    this.#freshness.refresh(configs);
    return eslint.lintFiles([...configs.keys()]);
  }

  async #lintableConfig(eslint: ESLint, path: string): Promise<EslintFileConfig | undefined> {
    if (!existsSync(path)) return undefined;
    const config = readFileConfig(await eslint.calculateConfigForFile(path));
    if (config === undefined || this.#installation.config.kind === 'flat') return config;
    return isLintableByLegacy(path, config) ? config : undefined;
  }

  #warmEslint(files: readonly string[]): ESLint {
    if (this.#stamps.haveChanged(files)) this.#warm = undefined;
    this.#warm ??= this.#createEslint(false);
    return this.#warm;
  }

  #createEslint(globInputPaths: boolean): ESLint {
    const { EslintClass, version } = this.#installation;
    const suppressions = knowsSuppressions(version) ? { applySuppressions: true } : {};
    const options = { cwd: this.root, globInputPaths, errorOnUnmatchedPattern: false };
    return new EslintClass({ ...options, ...suppressions });
  }

  #toLintedFile(result: ESLint.LintResult): readonly LintedFile[] {
    if (result.messages.some(isIgnoredNotice)) return [];
    const file = relative(this.root, result.filePath).split(sep).join('/');
    return [{ file, messages: result.messages }];
  }

  #fail(error: unknown): never {
    if (error instanceof SwarmError) throw error;
    const { version, config } = this.#installation;
    const what = essenceOf(messageOf(error));
    const advice = 'Mend it, or run `npx eslint .` to see all of the error.';
    const message = `ESLint ${version} fails with ${config.name}: ${what} ${advice}`;
    throw new SwarmError('checker', message, error);
  }
}

/**
 * The engine for the project at `root`, an absolute path.
 *
 * It tells typescript-eslint that this process is no single run: as one, which it takes every
 * process under `CI=true` for, it would read each file once and for all.
 * @returns undefined when the project has no ESLint or no configuration for it.
 * @throws {SwarmError} `checker` when the project's ESLint cannot be loaded.
 * @see https://typescript-eslint.io/packages/parser#disallowautomaticsinglerunninference
 */
export async function createEslintEngine(
  root: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<EslintEngine | undefined> {
  environment['TSESTREE_SINGLE_RUN'] = 'false';
  const installation = await findEslint(root);
  return installation === undefined ? undefined : new EslintEngine(root, installation);
}
