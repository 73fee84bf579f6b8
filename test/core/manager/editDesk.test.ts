import assert from 'node:assert/strict';
import { isSwarmError, type SwarmErrorReason } from '../../../src/core/base/swarmError.ts';
import { EditDesk } from '../../../src/core/manager/editDesk.ts';
import type { TaskView } from '../../../src/core/manager/runView.ts';
import { type FoundTask, findTask } from '../../../src/core/manager/taskSelection.ts';
import type { Swarm } from '../../../src/core/swarm.ts';
import { type MarkerProject, markerAgent, markerProject } from '../../support/markerProject.ts';
import { openSwarm, requestRun } from '../../support/markerSwarm.ts';

const file = 'src/file1.txt';
const notChecked = 'edited by hand; not checked again yet';
const never = new AbortController().signal;

function refusal(reason: SwarmErrorReason) {
  return (error: unknown): boolean => isSwarmError(error, reason);
}

describe('A fix that a person edits', () => {
  let project: MarkerProject;
  let swarm: Swarm;

  beforeEach(async () => {
    project = await markerProject(2);
    swarm = await openSwarm(project);
  });

  afterEach(() => project.remove());

  /** Has all markers fixed by a program, so that there is something to edit. */
  async function fixAll(command = markerAgent()): Promise<FoundTask> {
    await swarm.run(requestRun({ agents: [{ kind: 'command', id: 'mender', command }] }));
    return found();
  }

  async function found(taskId = 't01'): Promise<FoundTask> {
    return findTask(await swarm.runs(), taskId);
  }

  async function edit(text: string, path = file): Promise<TaskView> {
    return swarm.editTask(await found(), path, Buffer.from(text));
  }

  async function recheck(): Promise<TaskView> {
    return swarm.recheckTask(await found(), never);
  }

  function verdictOf({ result }: TaskView): readonly (string | boolean | undefined)[] {
    const [only] = result?.verdicts ?? [];
    return [only?.verdict, only?.reason, result?.success];
  }

  it('is another commit, of which nobody knows anything yet, on top of the one that it was', async () => {
    const before = await fixAll();
    const after = await edit('first 1\nBEST\nlast 1\n');
    assert.deepEqual(verdictOf(after), ['unverified', notChecked, false]);
    const commit = after.result?.commit ?? '';
    const { hand } = project.repository;
    const ref = `refs/swarm/${before.run.record.runId}/t01`;
    assert.equal((await hand.revparse([ref])).trim(), commit);
    assert.equal((await hand.revparse([`${ref}^`])).trim(), before.task.result?.commit);
    assert.equal(after.result?.parent, before.task.result?.parent);
    assert.deepEqual(after.original, before.task.result);
    assert.equal(await project.repository.read(file), 'first 1\nBAD\nlast 1\n');
  });

  it('is not merged without a person before it is checked again, even after a restart', async () => {
    await fixAll();
    await edit('first 1\nBEST\nlast 1\n');
    swarm = await openSwarm(project);
    assert.deepEqual(verdictOf((await found()).task), ['unverified', notChecked, false]);
    assert.deepEqual((await swarm.mergeVerified(never)).merged, ['t02']);
    assert.equal(await project.repository.read(file), 'first 1\nBAD\nlast 1\n');
  });

  it('is verified when the checkers say so, and merged as it was edited', async () => {
    await fixAll();
    await edit('first 1\nBEST\nlast 1\n');
    const checked = await recheck();
    assert.deepEqual(verdictOf(checked), ['fixed', 'edited by hand', true]);
    assert.deepEqual([checked.result?.agent, checked.result?.fixesApplied], ['mender', 1]);
    assert.deepEqual((await swarm.mergeVerified(never)).merged, ['t01', 't02']);
    assert.equal(await project.repository.read(file), 'first 1\nBEST\nlast 1\n');
  });

  it('is judged by the rules for every fix', async () => {
    await fixAll();
    await edit('first 1\nstill BAD\nlast 1\n');
    assert.deepEqual(verdictOf(await recheck()), ['remains', 'edited by hand', false]);
    await edit('first 1\nBEST\nlast 1\nBAD too\n');
    const worse = await recheck();
    assert.equal(worse.result?.success, false);
    assert.equal(worse.result.introduced.length + Number(verdictOf(worse)[0] === 'remains'), 1);
    await edit('first 1\n// eslint-disable-next-line\nBEST\nlast 1\n');
    const [verdict, reason] = verdictOf(await recheck());
    assert.equal(verdict, 'suppressed');
    assert.match(String(reason), /^edited by hand; adds eslint-disable-next-line in line 2$/);
  });

  it('still waits for a person when it had to before', async () => {
    const stub = "throw new Error('not implemented')";
    await fixAll(markerAgent().replace('s/BAD/GOOD/', `"s/BAD/${stub}/"`));
    assert.equal(verdictOf((await found()).task)[0], 'proposed');
    await edit('first 1\nBEST\nlast 1\n');
    assert.deepEqual(verdictOf(await recheck()), [
      'proposed',
      'edited by hand; adds a stub that is not implemented',
      false,
    ]);
  });

  it('is checked alone, when several are checked at once', async () => {
    await fixAll();
    await edit('first 1\nstill BAD\nlast 1\n');
    const tasks = [await found('t01'), await found('t02'), await found('t01'), await found('t02')];
    const checked = await Promise.all(tasks.map((task) => swarm.recheckTask(task, never)));
    assert.deepEqual(
      checked.map((task) => verdictOf(task)[0]),
      ['remains', 'fixed', 'remains', 'fixed'],
    );
  });

  it('can be checked again without an edit, and is what it was', async () => {
    await fixAll();
    assert.deepEqual(verdictOf(await recheck()), ['fixed', '', true]);
  });

  it('waits for a person when nobody has checked it when it was made', async () => {
    await swarm.run(requestRun({ verify: false }));
    assert.equal(verdictOf((await found()).task)[0], 'unverified');
    assert.deepEqual(verdictOf(await recheck()), [
      'proposed',
      'nobody checked it when it was made',
      false,
    ]);
  });

  it('stays unverified when the checkers cannot say', async () => {
    const { run } = await fixAll();
    await edit('first 1\nBEST\nlast 1\n');
    const checkers = [{ kind: 'command', id: 'broken', command: 'exit 3' }] as const;
    const options = { ...run.record.options, checkers };
    const broken = { ...run, record: { ...run.record, options } };
    const { task } = await found();
    await assert.rejects(swarm.recheckTask({ run: broken, task }, never), refusal('checker'));
    assert.deepEqual(verdictOf((await found()).task), ['unverified', notChecked, false]);
  });

  it('cannot be checked when it changes how the project is checked', async () => {
    const command = `${markerAgent()}; echo '{}' > biome.json`;
    const agents = [{ kind: 'command', id: 'mender', command }] as const;
    await swarm.run(requestRun({ agents, verify: false }));
    await assert.rejects(recheck(), /t01 changes how the project is checked: no check can judge/);
    assert.equal(verdictOf((await found()).task)[0], 'unverified');
  });

  it('is as it was when the text is', async () => {
    const { task } = await fixAll();
    const after = await edit('first 1\nGOOD\nlast 1\n');
    assert.deepEqual([after.result, after.original], [task.result, undefined]);
  });

  describe('is refused', () => {
    it('when somebody has edited it since', async () => {
      const old = await fixAll();
      await edit('first 1\nBEST\nlast 1\n');
      const bytes = Buffer.from('first 1\nMINE\nlast 1\n');
      await assert.rejects(swarm.editTask(old, file, bytes), refusal('state'));
      await assert.rejects(swarm.recheckTask(old, never), refusal('state'));
    });

    it('when it is edited while it is checked; then nobody knows anything of the new one', async () => {
      await fixAll();
      await edit('first 1\nBEST\nlast 1\n');
      const desk = new EditDesk(swarm.repository, swarm.store);
      const { task } = await found();
      const { result } = task;
      assert.ok(result);
      const verdicts = result.verdicts.map((one) => ({ ...one, verdict: 'fixed' as const }));
      const checked = desk.recheckTask(await found(), async () => {
        await edit('first 1\nLATER\nlast 1\n');
        const parts = [{ kind: 'verified', result: { ...result, verdicts } }] as const;
        const nothing = { error: '', diagnostics: [], claimed: [] };
        return { version: 1, orderId: 'check', outcome: 'done', parts, ...nothing };
      });
      await assert.rejects(checked, refusal('state'));
      assert.deepEqual(verdictOf((await found()).task), ['unverified', notChecked, false]);
    });

    it('when it is merged or discarded', async () => {
      await fixAll();
      await swarm.mergeVerified(never);
      await assert.rejects(edit('first 1\nBEST\nlast 1\n'), refusal('state'));
      await assert.rejects(recheck(), refusal('state'));
    });

    it('for files that tell the checkers what to complain about, and outside of the repository', async () => {
      await fixAll();
      for (const path of ['tsconfig.json', 'src/.eslintrc.json', '../outside.txt']) {
        await assert.rejects(edit('text\n', path), refusal('usage'));
      }
      assert.equal((await found()).task.original, undefined);
    });
  });
});
