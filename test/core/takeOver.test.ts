import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { isSwarmError } from '../../src/core/base/swarmError.ts';
import type { Swarm } from '../../src/core/swarm.ts';
import { takeOver } from '../../src/core/takeOver.ts';
import { planRetry } from '../../src/extension/review/retryPlan.ts';
import { type MarkerProject, markerProject } from '../support/markerProject.ts';
import { openSwarm, requestRun } from '../support/markerSwarm.ts';

const noWorkers = { runner: { command: 'there-is-no-such-program', args: [] } };

describe('a fix that is tried again', () => {
  let project: MarkerProject;
  let swarm: Swarm;

  beforeEach(async () => {
    project = await markerProject(1);
    swarm = await openSwarm(project);
    await swarm.run(requestRun());
  });

  afterEach(() => project.remove());

  async function states(): Promise<string[]> {
    const runs = await swarm.runs();
    return runs.flatMap(({ tasks }) => [...tasks.values()].map(({ state }) => state));
  }

  async function tryAgain(again = swarm): Promise<void> {
    const [run] = await swarm.runs();
    const task = run?.tasks.get('t01');
    if (run === undefined || task === undefined) throw new Error('There is no task.');
    const [retry] = planRetry([{ run, task }], 'a note');
    if (retry === undefined) throw new Error('There is nothing to try again.');
    await takeOver(again, retry.open, (listener) =>
      again.run({ ...requestRun(), ...retry.plan, listener }),
    );
  }

  /** Leaves a file as a merge does that nobody has resolved. */
  async function leaveConflict(): Promise<void> {
    const { repository } = project;
    const base = (await repository.hand.raw(['rev-parse', 'HEAD'])).trim();
    await repository.write('clash.txt', 'one\n');
    await repository.commit('one');
    await repository.hand.raw(['checkout', '-q', '-b', 'other', base]);
    await repository.write('clash.txt', 'other\n');
    await repository.commit('other');
    await repository.hand.raw(['merge', '-']).catch(() => undefined);
    match(await repository.hand.raw(['status', '--short']), /^AA clash/m);
  }

  it('is discarded when the new run works on its problems', async () => {
    await tryAgain();
    deepEqual(await states(), ['discarded', 'ready']);
  });

  it('is kept when the new run cannot start', async () => {
    await leaveConflict();
    await rejects(tryAgain(), isSwarmError);
    deepEqual(await states(), ['ready']);
  });

  it('is kept when the new run cannot look for its problems', async () => {
    await rejects(tryAgain(await openSwarm(project, noWorkers)));
    equal((await states())[0], 'ready');
  });
});
