import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox, StartedProgram, Territory } from '../sandbox.ts';
import { surveyTerritory } from '../terrain.ts';
import { seatbeltProfile } from './profile.ts';

/** Where macOS has it; nobody else's program of that name is asked. */
export const sandboxExec = '/usr/bin/sandbox-exec';

/** Goes to the worktree, names the temporary folder, and becomes the program. */
const starter = 'cd "$1" && TMPDIR="$2" && export TMPDIR && shift 2 && exec "$@"';

/** The system clears its temporary folders itself. */
function privateFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'swarm-autofix-'));
}

/**
 * Confines programs with the profiles of macOS. A program gets a temporary folder of its own by
 * `TMPDIR`; `/tmp`, and the one of all other programs, it can only read.
 */
export class Seatbelt implements Sandbox {
  readonly name = 'seatbelt';
  readonly #temporaryFolder: () => Promise<string>;

  constructor(temporaryFolder = privateFolder) {
    this.#temporaryFolder = temporaryFolder;
  }

  async wrap(program: StartedProgram, territory: Territory): Promise<StartedProgram> {
    const temporary = await this.#temporaryFolder();
    const writable = [...territory.writable, temporary];
    const { text, parameters } = seatbeltProfile(await surveyTerritory({ ...territory, writable }));
    const definitions = [...parameters].flatMap(([name, path]) => ['-D', `${name}=${path}`]);
    const start = ['/bin/sh', '-c', starter, 'sh', territory.worktree, temporary];
    return {
      command: sandboxExec,
      args: [...definitions, '-p', text, '--', ...start, program.command, ...program.args],
    };
  }
}
