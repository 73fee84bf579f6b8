import { deepEqual, equal, rejects } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSwarmError } from '../../src/core/base/swarmError.ts';
import { type FoundTask, findTask } from '../../src/core/manager/taskSelection.ts';
import type { Swarm } from '../../src/core/swarm.ts';
import { type MarkerProject, markerProject } from '../support/markerProject.ts';
import { openSwarm, requestRun } from '../support/markerSwarm.ts';

const file = 'src/file1.txt';

describe('a fix that is opened as a folder', () => {
  let project: MarkerProject;
  let swarm: Swarm;

  beforeEach(async () => {
    project = await markerProject(2);
    swarm = await openSwarm(project);
    await swarm.run(requestRun());
  });

  afterEach(() => project.remove());

  async function found(taskId = 't01'): Promise<FoundTask> {
    return findTask(await swarm.runs(), taskId);
  }

  it('has the whole project with the fix in it, apart from where workers are', async () => {
    const path = await swarm.openWorktree(await found());
    equal(await readFile(join(path, file), 'utf8'), 'first 1\nGOOD\nlast 1\n');
    equal(await readFile(join(path, 'src/file2.txt'), 'utf8'), 'first 2\nBAD\nlast 2\n');
    equal(path.startsWith(`${swarm.slotsRoot}/`), false);
  });

  it('is left alone by later runs', async () => {
    const path = await swarm.openWorktree(await found());
    await writeFile(join(path, file), 'mine\n');
    await swarm.run(requestRun());
    equal(await readFile(join(path, file), 'utf8'), 'mine\n');
  });

  it('goes with a clean-up, with what is beside it', async () => {
    const path = await swarm.openWorktree(await found());
    const { worktrees } = await swarm.clean(true);
    deepEqual([existsSync(path), worktrees > 0], [false, true]);
    deepEqual(await readdir(join(project.cache, 'open')), []);
  });

  it('stays in a clean-up when somebody has edited it', async () => {
    const path = await swarm.openWorktree(await found());
    await writeFile(join(path, file), 'mine\n');
    await swarm.clean(false);
    equal(await readFile(join(path, file), 'utf8'), 'mine\n');
  });

  it('is refused for a task that has changed nothing', async () => {
    const { run, task } = await found();
    const nothing = { run, task: { ...task, result: undefined } };
    await rejects(swarm.openWorktree(nothing), (error) => isSwarmError(error, 'state'));
  });
});
