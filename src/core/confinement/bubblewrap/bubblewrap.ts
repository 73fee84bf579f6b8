import { isInsideAny } from '../nesting.ts';
import type { Sandbox, StartedProgram, Territory } from '../sandbox.ts';
import { surveyTerritory } from '../terrain.ts';
import { tracePath } from '../tracedPath.ts';
import { emptiedFolders } from './emptiedFolders.ts';
import { bubblewrapArguments } from './mountPlan.ts';
import { openDoors } from './openDoors.ts';

/**
 * What an empty folder would take away, and a program needs: the home of its user, and folders of
 * programs, since some managers of Node put theirs among the temporary ones.
 * @param writable where such folders are there anyway, and not to be made read-only.
 */
async function neededFolders(
  env: NodeJS.ProcessEnv,
  emptied: readonly string[],
  writable: readonly string[],
): Promise<string[]> {
  const named = [env['HOME'] ?? '', ...(env['PATH'] ?? '').split(':')];
  const folders = named.filter((folder) => folder.startsWith('/'));
  const traced = await Promise.all(folders.map(tracePath));
  return folders.filter((_folder, index) => {
    const { real = '/', links = [] } = traced[index] ?? {};
    const stations = [real, ...links.map(({ path }) => path)];
    const isHidden = stations.some((path) => isInsideAny(emptied, path) && !emptied.includes(path));
    return isHidden && !isInsideAny(writable, real);
  });
}

/** Confines programs with the mounts and namespaces of Linux. */
export class Bubblewrap implements Sandbox {
  readonly name = 'bubblewrap';
  readonly #command: string;
  readonly #env: NodeJS.ProcessEnv;

  /** @param command the path of bubblewrap's program. */
  constructor(command: string, env: NodeJS.ProcessEnv) {
    this.#command = command;
    this.#env = env;
  }

  async wrap(program: StartedProgram, territory: Territory): Promise<StartedProgram> {
    const { writable } = await surveyTerritory(territory);
    const emptied = await emptiedFolders(this.#env, writable);
    const needed = await neededFolders(this.#env, emptied, writable);
    const visible = [...territory.visible, ...needed];
    const options = bubblewrapArguments({
      terrain: await surveyTerritory({ ...territory, visible }),
      start: territory.worktree,
      emptied,
      covered: await openDoors(this.#env),
    });
    return { command: this.#command, args: [...options, program.command, ...program.args] };
  }
}
