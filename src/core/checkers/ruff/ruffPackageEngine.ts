import { join } from 'node:path';
import { readTextIfExists } from '../../base/atomicFile.ts';
import { Semaphore } from '../../base/semaphore.ts';
import { messageOf, SwarmError, throwIfCancelled } from '../../base/swarmError.ts';
import { firstPartyModules } from './firstPartyModules.ts';
import { ignoredCodes } from './perFileIgnores.ts';
import { type RuffConfig, requireRuffConfig } from './ruffConfig.ts';
import type { RuffEngine, RuffFile, RuffScope } from './ruffEngine.ts';
import { RuffFiles } from './ruffFiles.ts';
import { ruffFindings } from './ruffOutput.ts';
import { type TomlTable, tableIn, textsIn, without } from './tomlTable.ts';

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

/** The package that has ruff as WebAssembly. */
export const ruffPackage = '@astral-sh/ruff-wasm-nodejs';

/** Ruff as the package that this program was installed with. It is loaded at the first check. */
export class RuffPackageEngine implements RuffEngine {
  readonly #root: string;
  readonly #turn = new Semaphore(1);
  #options = '';
  #workspace: RuffWorkspace | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  check(scope: RuffScope): Promise<readonly RuffFile[]> {
    return this.#turn.run(() => this.#check(scope));
  }

  meanTheSame(before: string, after: string): Promise<boolean> {
    return this.#turn.run(async () => {
      const workspace = await this.#workspaceFor(await requireRuffConfig(this.#root));
      return programOf(workspace, before) === programOf(workspace, after);
    });
  }

  async dispose(): Promise<void> {
    this.#workspace?.free();
    this.#workspace = undefined;
  }

  async #check(scope: RuffScope): Promise<readonly RuffFile[]> {
    const config = await requireRuffConfig(this.#root);
    const workspace = await this.#workspaceFor(config);
    const files = new RuffFiles(this.#root, config.options);
    const chosen = scope.files?.filter((file) => files.includes(file)) ?? files.all();
    const checked: RuffFile[] = [];
    for (const file of new Set(chosen)) {
      throwIfCancelled(scope.signal);
      const text = await readTextIfExists(join(this.#root, file));
      if (text === undefined) continue;
      const isIgnored = ignoredCodes(config.options, file);
      const findings = ruffFindings.parse(workspace.check(withoutMark(text)));
      const kept = findings.filter(({ code }) => code === null || !isIgnored(code));
      checked.push({ file, text, findings: kept });
    }
    return checked;
  }

  async #workspaceFor(config: RuffConfig): Promise<RuffWorkspace> {
    const options = workspaceOptions(this.#root, config);
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
