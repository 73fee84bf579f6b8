import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { RunProcess } from '../../base/runProcess.ts';
import { isSwarmError } from '../../base/swarmError.ts';

/** A `ruff` that can be run. */
export interface RuffProgram {
  /** Absolute. */
  readonly path: string;
  /** Such as `0.14.2`. */
  readonly version: string;
}

const isWindows = process.platform === 'win32';
const programName = isWindows ? 'ruff.exe' : 'ruff';
const scripts = isWindows ? 'Scripts' : 'bin';

/** One that hangs is as good as none. */
const answerTimeoutMs = 10_000;

function placesFor(root: string, environment: NodeJS.ProcessEnv): readonly string[] {
  const active = environment['VIRTUAL_ENV'];
  const environments = [join(root, '.venv'), join(root, 'venv'), ...(active ? [active] : [])];
  const path = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter);
  return [...environments.map((folder) => join(folder, scripts)), ...path.filter(isAbsolute)];
}

async function versionOf(path: string, root: string, run: RunProcess): Promise<string | undefined> {
  const request = { command: path, args: ['--version'], cwd: root, timeoutMs: answerTimeoutMs };
  try {
    const { stdout } = await run(request);
    return /^ruff (\d+\.\d+\.\d+)/.exec(stdout.toString())?.[1];
  } catch (error) {
    // There is something that cannot be started, such as a link that leads nowhere.
    if (isSwarmError(error, 'process')) return undefined;
    throw error;
  }
}

/**
 * The ruff of the project: in `.venv` or `venv` at its root, in the Python environment that is active,
 * or on the path; the first that answers.
 */
export async function findRuffProgram(
  root: string,
  environment: NodeJS.ProcessEnv,
  run: RunProcess,
): Promise<RuffProgram | undefined> {
  for (const place of placesFor(root, environment)) {
    const path = join(place, programName);
    const version = existsSync(path) ? await versionOf(path, root, run) : undefined;
    if (version !== undefined) return { path, version };
  }
  return undefined;
}
