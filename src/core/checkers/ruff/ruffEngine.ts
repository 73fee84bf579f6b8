import { join } from 'node:path';
import { readTextIfExists } from '../../base/atomicFile.ts';
import { Semaphore } from '../../base/semaphore.ts';
import { messageOf, SwarmError, throwIfCancelled } from '../../base/swarmError.ts';
import { firstPartyModules } from './firstPartyModules.ts';
import { ignoredCodes } from './perFileIgnores.ts';
import { type RuffConfig, readRuffConfig } from './ruffConfig.ts';
import { RuffFiles } from './ruffFiles.ts';
import { type RuffFinding, ruffFindings } from './ruffOutput.ts';
import { type TomlTable, tableIn, textsIn, without } from './tomlTable.ts';

/** What ruff says about one file that it looked at. */
export interface RuffFile {
  /** Relative to the root, with `/`. */
  readonly file: string;
  /** As it is on the disk, with a byte order mark if it has one. */
  readonly text: string;
  /** Their places do not count the byte order mark. */
  readonly findings: readonly RuffFinding[];
}

export interface RuffScope {
  /** Relative to the root, with `/`; without it, all that ruff would look at. */
  readonly files?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface RuffWorkspace {
  check(text: string): unknown;
  parse(text: string): string;
  free(): void;
}

// Settings about files: they are obeyed here, as this build of ruff is given texts only.
const fileSettings = [
  ...['extend', 'exclude', 'extend-exclude', 'include', 'extend-include', 'src', 'cache-dir'],
  ...['force-exclude', 'respect-gitignore', 'per-file-target-version'],
  ...['per-file-ignores', 'extend-per-file-ignores'],
];

function knownModules(root: string, options: TomlTable, isort: TomlTable): readonly string[] {
  const own = textsIn(isort, 'known-first-party') ?? [];
  const others = ['known-third-party', 'known-local-folder', 'extra-standard-library'];
  const taken = new Set(others.flatMap((key) => textsIn(isort, key) ?? []));
  return [...own, ...firstPartyModules(root, options).filter((name) => !taken.has(name))];
}

function workspaceOptions(root: string, { options }: RuffConfig): TomlTable {
  const lint = without(tableIn(options, 'lint'), fileSettings);
  const isort = tableIn(lint, 'isort');
  const known = { ...isort, 'known-first-party': knownModules(root, options, isort) };
  return { ...without(options, fileSettings), lint: { ...lint, isort: known } };
}

// A byte order mark would count as a column.
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

// The syntax tree without its positions.
function programOf(workspace: RuffWorkspace, text: string): string {
  return workspace.parse(withoutMark(text)).replaceAll(/\brange: \d+\.\.\d+/g, '');
}

/** Ruff, as shipped with this program, with the settings of one worktree as they are on the disk. */
export class RuffEngine {
  readonly root: string;
  readonly #turn = new Semaphore(1);
  #options = '';
  #workspace: RuffWorkspace | undefined;

  constructor(root: string) {
    this.root = root;
  }

  /**
   * Files that are gone or excluded are left out of the answer.
   * @throws {SwarmError} `checker` when the settings cannot be used, `cancelled`.
   */
  check(scope: RuffScope): Promise<readonly RuffFile[]> {
    return this.#turn.run(() => this.#check(scope));
  }

  /** True when both texts are the same program to Python; comments and layout do not count. */
  meanTheSame(before: string, after: string): Promise<boolean> {
    return this.#turn.run(async () => {
      const workspace = await this.#workspaceFor(await this.#config());
      return programOf(workspace, before) === programOf(workspace, after);
    });
  }

  async dispose(): Promise<void> {
    this.#workspace?.free();
    this.#workspace = undefined;
  }

  async #check(scope: RuffScope): Promise<readonly RuffFile[]> {
    const config = await this.#config();
    const workspace = await this.#workspaceFor(config);
    const files = new RuffFiles(this.root, config.options);
    const chosen = scope.files?.filter((file) => files.includes(file)) ?? files.all();
    const checked: RuffFile[] = [];
    for (const file of new Set(chosen)) {
      throwIfCancelled(scope.signal);
      const text = await readTextIfExists(join(this.root, file));
      if (text === undefined) continue;
      const isIgnored = ignoredCodes(config.options, file);
      const findings = ruffFindings.parse(workspace.check(withoutMark(text)));
      const kept = findings.filter(({ code }) => code === null || !isIgnored(code));
      checked.push({ file, text, findings: kept });
    }
    return checked;
  }

  async #config(): Promise<RuffConfig> {
    const config = await readRuffConfig(this.root);
    if (config !== undefined) return config;
    throw new SwarmError('checker', `${this.root} configures ruff no more; put that back.`);
  }

  async #workspaceFor(config: RuffConfig): Promise<RuffWorkspace> {
    const options = workspaceOptions(this.root, config);
    const key = JSON.stringify(options);
    if (this.#workspace !== undefined && this.#options === key) return this.#workspace;
    // Ten megabytes: loaded by those alone who have Python to check.
    const { Workspace, PositionEncoding } = await import('@astral-sh/ruff-wasm-nodejs');
    await this.dispose();
    try {
      this.#workspace = new Workspace(options, PositionEncoding.Utf16);
    } catch (error) {
      const what = messageOf(error).replace(/^Error: /, '');
      const advice = `Mend it, or check with the project's own ruff as a command.`;
      const message = `Ruff ${Workspace.version()} cannot use ${config.name}: ${what}. ${advice}`;
      throw new SwarmError('checker', message, error);
    }
    this.#options = key;
    return this.#workspace;
  }
}

/**
 * The engine for the project at `root`, an absolute path. Ruff itself is loaded at the first check.
 * @returns undefined when nothing at the root configures ruff, or it would look at no file.
 * @throws {SwarmError} `checker` when the settings cannot be read.
 */
export async function createRuffEngine(root: string): Promise<RuffEngine | undefined> {
  const config = await readRuffConfig(root);
  if (config === undefined) return undefined;
  const hasNoFile = new RuffFiles(root, config.options).all().next().done === true;
  return hasNoFile ? undefined : new RuffEngine(root);
}
