import assert from 'node:assert/strict';
import { unfinishedIssues } from '../../../src/core/manager/unfinishedIssues.ts';
import { continueRequest } from '../../../src/core/repeatRun.ts';
import type { Swarm } from '../../../src/core/swarm.ts';
import { type MarkerProject, markerAgent, markerProject } from '../../support/markerProject.ts';
import { EventLog, openSwarm, requestRun } from '../../support/markerSwarm.ts';

const hangsAtSecond = 'if [ "$files" = src/file2.txt ]; then sleep 600; fi';

describe('A run that was cut off', () => {
  let project: MarkerProject;

  beforeEach(async () => {
    project = await markerProject(3);
  });

  afterEach(() => project.remove());

  async function lastRun(swarm: Swarm) {
    const last = (await swarm.runs()).at(-1);
    assert.ok(last);
    return last;
  }

  async function cancelInSecondTask(swarm: Swarm): Promise<void> {
    const log = new EventLog();
    const stop = new AbortController();
    const running = swarm.run(
      requestRun({
        agents: [{ kind: 'command', id: 'command', command: markerAgent(hangsAtSecond) }],
        note: 'Only the markers.',
        listener: log.listener,
        signal: stop.signal,
      }),
    );
    await log.agentBegins('t02');
    assert.deepEqual(unfinishedIssues(await lastRun(swarm)), []);
    stop.abort();
    await running;
  }

  it('knows what it did not get to, once it is over', async () => {
    const swarm = await openSwarm(project);
    await cancelInSecondTask(swarm);
    const files = unfinishedIssues(await lastRun(swarm)).map(({ file }) => file);
    assert.deepEqual(files, ['src/file2.txt', 'src/file3.txt']);
  });

  it('is continued by a run with the same options, and then lists nothing twice', async () => {
    const swarm = await openSwarm(project);
    await cancelInSecondTask(swarm);
    const old = await lastRun(swarm);
    const request = { ...requestRun(), ...continueRequest(old) };
    assert.equal(request.note, 'Only the markers.');
    const agents = requestRun().agents;
    const { report } = await swarm.run({ ...request, agents });
    assert.deepEqual([report.issues.found, report.issues.fixed], [2, 2]);
    const [before, now] = await swarm.runs();
    assert.deepEqual(
      [...(before?.tasks.values() ?? [])].map(({ task, state }) => [task.taskId, state]),
      [
        ['t01', 'ready'],
        ['t02', 'discarded'],
        ['t03', 'discarded'],
      ],
    );
    assert.equal(before?.continuedBy, report.runId);
    assert.equal(now?.record.options.note, 'Only the markers.');
    assert.ok(before && now);
    assert.deepEqual([unfinishedIssues(before), unfinishedIssues(now)], [[], []]);
  });

  it('can be continued after its process was killed', async () => {
    const child = project.start(...project.runOptions(hangsAtSecond), '--no-swarm');
    const { store } = await openSwarm(project);
    const dies = new Promise((done) => child.once('close', done));
    await new Promise<void>((done, fail) => {
      const follower = store.follow((update) => {
        const second = update.kind === 'changed' ? update.view.tasks.get('t02') : undefined;
        if (second?.state !== 'running') return;
        follower.dispose();
        done();
      }, fail);
    });
    assert.ok(child.pid);
    process.kill(-child.pid, 'SIGKILL');
    await dies;
    const swarm = await openSwarm(project);
    const files = unfinishedIssues(await lastRun(swarm)).map(({ file }) => file);
    assert.deepEqual(files, ['src/file2.txt', 'src/file3.txt']);
  });

  it('has nothing to continue when it came to its own end', async () => {
    const swarm = await openSwarm(project);
    await swarm.run(requestRun({ agents: [{ kind: 'command', id: 'idle', command: 'true' }] }));
    assert.deepEqual(unfinishedIssues(await lastRun(swarm)), []);
  });
});
