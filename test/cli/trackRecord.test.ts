import { deepEqual, equal, match } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type MarkerProject,
  markerAgent,
  markerChecker,
  markerProject,
} from '../support/markerProject.ts';

const checkers = [{ kind: 'command', id: 'marks', command: markerChecker }];

describe('what is remembered of agents', () => {
  let project: MarkerProject;

  afterEach(() => project.remove());

  /** A project whose only agent does that. */
  async function withAgent(count: number, command: string): Promise<void> {
    project = await markerProject(count);
    const settings = { checkers, agents: { mine: { command } }, ladder: ['mine'] };
    await writeFile(
      project.repository.path('.swarm-autofix.json'),
      JSON.stringify(settings, undefined, 2),
    );
  }

  it('keeps an agent from what it has often failed at, says so, and can be forgotten', async () => {
    await withAgent(5, `touch ../../called; echo sorry > sorry.txt`);
    const touched = join(project.cache, 'called');
    await project.cli('run', '--ai-fix', '--mahavishnu', 'off');
    equal(existsSync(touched), true);
    await rm(touched);
    const again = await project.cli('run', '--ai-fix', '--mahavishnu', 'off');
    match(again.stderr, /mine has tried ts\(1\) 5 times, and fixed nothing: it is not tried;/);
    equal(existsSync(touched), false);
    match((await project.cli('agents', '--forget')).stdout, /^Forgot how agents have done/);
    await project.cli('run', '--ai-fix', '--mahavishnu', 'off');
    equal(existsSync(touched), true);
  });

  it('lets what was always accepted be merged without a person, and nothing else', async () => {
    await withAgent(6, markerAgent());
    const run = ['run', '--ai-fix', '--mahavishnu', 'off', '--merge', 'trusted', '--json'];
    const merged = async (...paths: string[]): Promise<readonly boolean[]> => {
      const { stdout } = await project.cli(...run, ...paths);
      return JSON.parse(stdout).tasks.map((task: { merged: boolean }) => task.merged);
    };
    const five = [1, 2, 3, 4, 5].map((number) => `src/file${number}.txt`);
    deepEqual(await merged(...five), [false, false, false, false, false]);
    await project.cli('merge', 't01', 't02', 't03', 't04', 't05');
    deepEqual(await merged('src/file6.txt'), [true]);
    equal(await project.repository.read('src/file6.txt'), 'first 6\nGOOD\nlast 6\n');
  });

  it('does not trust what was taken back once', async () => {
    await withAgent(6, markerAgent());
    const run = ['run', '--ai-fix', '--mahavishnu', 'off', '--merge', 'trusted', '--json'];
    const five = [1, 2, 3, 4, 5].map((number) => `src/file${number}.txt`);
    await project.cli(...run, ...five);
    await project.cli('merge', 't01', 't02', 't03', 't04', 't05');
    await project.cli('undo');
    const { stdout } = await project.cli(...run, 'src/file6.txt');
    deepEqual(
      JSON.parse(stdout).tasks.map((task: { merged: boolean }) => task.merged),
      [false],
    );
  });
});
