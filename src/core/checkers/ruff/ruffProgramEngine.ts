import { realpath } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { readTextIfExists } from '../../base/atomicFile.ts';
import { groupBy } from '../../base/groupBy.ts';
import type { ProcessResult, RunProcess } from '../../base/runProcess.ts';
import { Semaphore } from '../../base/semaphore.ts';
import { SwarmError } from '../../base/swarmError.ts';
import { requireRuffConfig } from './ruffConfig.ts';
import type { RuffEngine, RuffFile, RuffScope } from './ruffEngine.ts';
import type { RuffProgram } from './ruffProgram.ts';
import { type ProgramFinding, readProgramFindings, toRuffFinding } from './ruffProgramOutput.ts';
import { Utf16Places } from './utf16Places.ts';

/** Whatever the settings say: nothing is fixed, and nothing is written. */
const readOnlyFlags = ['--no-fix', '--no-fix-only', '--no-cache'];
const checkFlags = ['check', ...readOnlyFlags, '--force-exclude', '--exit-zero'].concat([
  '--output-format',
  'json',
]);

/** The settings of the environment that would lead the answer elsewhere. */
const environment = { RUFF_OUTPUT_FILE: undefined };

/** More files than that do not fit on every command line: then all of the project is checked. */
const manyFiles = 200;

/** The last line is what is wrong; those above it say where that was found out. */
function essenceOf(complaint: string): string {
  const lines = complaint.split('\n').map((line) => line.trim().replace(/^Cause: /, ''));
  return lines.findLast((line) => line !== '') ?? 'it does not say why';
}

/** Ruff as a program of the project's own. */
export class RuffProgramEngine implements RuffEngine {
  readonly #root: string;
  readonly #program: RuffProgram;
  readonly #run: RunProcess;
  readonly #turn = new Semaphore(1);

  constructor(root: string, program: RuffProgram, run: RunProcess) {
    this.#root = root;
    this.#program = program;
    this.#run = run;
  }

  check(scope: RuffScope): Promise<readonly RuffFile[]> {
    return this.#turn.run(() => this.#check(scope));
  }

  /** Ruff's formatter takes the layout out of both, and keeps all that Python or a person reads. */
  async meanTheSame(before: string, after: string): Promise<boolean> {
    const [one, other] = [await this.#format(before), await this.#format(after)];
    return one !== undefined && one === other;
  }

  async dispose(): Promise<void> {
    // Nothing is kept between two checks.
  }

  async #check({ files, signal }: RuffScope): Promise<readonly RuffFile[]> {
    if (files === undefined) return this.#checkFiles(['.'], undefined, signal);
    // Named files are checked even when git or `include` leave them out: so ruff is asked first.
    const known = new Set(await this.#list(signal));
    const chosen = [...new Set(files)].filter((file) => known.has(file));
    if (chosen.length === 0) return [];
    return this.#checkFiles(chosen.length > manyFiles ? ['.'] : chosen, chosen, signal);
  }

  async #checkFiles(
    targets: readonly string[],
    files: readonly string[] | undefined,
    signal: AbortSignal | undefined,
  ): Promise<readonly RuffFile[]> {
    const output = await this.#ruff([...checkFlags, '--', ...targets], signal);
    const findings = readProgramFindings(output, this.#program.version);
    const nameOf = await this.#namer();
    const byFile = groupBy(findings, ({ filename }) => nameOf(filename));
    const named = files ?? [...byFile.keys()].filter((file) => file.endsWith('.py'));
    const checked = named.map((file) => this.#toRuffFile(file, byFile.get(file) ?? []));
    return (await Promise.all(checked)).flat();
  }

  async #toRuffFile(file: string, findings: readonly ProgramFinding[]): Promise<RuffFile[]> {
    const text = await readTextIfExists(join(this.#root, file));
    if (text === undefined) return [];
    const places = new Utf16Places(text);
    return [{ file, text, findings: findings.map((one) => toRuffFinding(one, places)) }];
  }

  /** The Python files that ruff would look at by itself, relative to the root. */
  async #list(signal: AbortSignal | undefined): Promise<readonly string[]> {
    const output = await this.#ruff(['check', ...readOnlyFlags, '--show-files', '--', '.'], signal);
    const nameOf = await this.#namer();
    const files = output.split(/\r?\n/).filter((line) => line.endsWith('.py'));
    return files.map(nameOf);
  }

  /** Ruff names files by the real path of the folder that it runs in. */
  async #namer(): Promise<(path: string) => string> {
    const root = await realpath(this.#root);
    return (path) => relative(root, resolve(root, path)).replaceAll('\\', '/');
  }

  async #format(text: string): Promise<string | undefined> {
    const args = ['format', '--isolated', '--no-cache', '-'];
    const result = await this.#start(args, { input: text });
    return result.exitCode === 0 ? result.stdout.toString() : undefined;
  }

  async #ruff(args: readonly string[], signal: AbortSignal | undefined): Promise<string> {
    const config = await requireRuffConfig(this.#root);
    const result = await this.#start(args, { signal });
    if (result.exitCode === 0 && !result.truncated) return result.stdout.toString();
    const { version } = this.#program;
    const what = result.truncated ? 'it says more than can be read' : essenceOf(result.stderr);
    const advice = 'Mend it, or run `ruff check` to see all of the error.';
    throw new SwarmError(
      'checker',
      `Ruff ${version} cannot use ${config.name}: ${what.replace(/\.$/, '')}. ${advice}`,
    );
  }

  #start(
    args: readonly string[],
    more: { readonly input?: string; readonly signal?: AbortSignal | undefined },
  ): Promise<ProcessResult> {
    const { path } = this.#program;
    return this.#run({ command: path, args, cwd: this.#root, env: environment, ...more });
  }
}
