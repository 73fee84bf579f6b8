import { type RunProcess, runProcess } from '../../base/runProcess.ts';
import { type FindPackage, findOurPackage } from '../ourPackage.ts';
import { readRuffConfig } from './ruffConfig.ts';
import type { RuffEngine } from './ruffEngine.ts';
import { RuffFiles } from './ruffFiles.ts';
import { RuffPackageEngine, ruffPackage } from './ruffPackageEngine.ts';
import { findRuffProgram } from './ruffProgram.ts';
import { RuffProgramEngine } from './ruffProgramEngine.ts';

/** What there is of ruff for one worktree. */
export interface RuffTools {
  /** Undefined when there is nothing to check, or nothing to check it with. */
  readonly engine: RuffEngine | undefined;
  /** What a person should know is missing, in one line that says what to do. */
  readonly note: string | undefined;
}

export interface RuffSurroundings {
  readonly run?: RunProcess;
  readonly environment?: NodeJS.ProcessEnv;
  readonly findPackage?: FindPackage;
}

const nothing: RuffTools = { engine: undefined, note: undefined };

function missingNote(configName: string): string {
  const what = `${configName} configures ruff, which is not installed: Python is not checked`;
  return `${what}; run "pip install ruff" in the project's environment.`;
}

/**
 * Sets up ruff for a project that configures it: the package that this program was installed with,
 * or the project's own program.
 * @param root an absolute path.
 * @returns no engine also when nothing at the root configures ruff, or it would look at no file.
 * @throws {SwarmError} `checker` when the settings cannot be read.
 */
export async function openRuff(
  root: string,
  {
    run = runProcess,
    environment = process.env,
    findPackage = findOurPackage,
  }: RuffSurroundings = {},
): Promise<RuffTools> {
  const config = await readRuffConfig(root);
  if (config === undefined) return nothing;
  if (new RuffFiles(root, config.options).all().next().done === true) return nothing;
  if (findPackage(ruffPackage) !== undefined) {
    return { engine: new RuffPackageEngine(root), note: undefined };
  }
  const program = await findRuffProgram(root, environment, run);
  if (program === undefined) return { engine: undefined, note: missingNote(config.name) };
  return { engine: new RuffProgramEngine(root, program, run), note: undefined };
}
