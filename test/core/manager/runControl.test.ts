import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isAlive } from '../../../src/core/base/killTree.ts';
import type { RunControl } from '../../../src/core/manager/runControl.ts';
import type { SwarmEvent } from '../../../src/core/manager/swarmEvent.ts';
import { findTask } from '../../../src/core/manager/taskSelection.ts';
import { WorkerBoard } from '../../../src/core/manager/workerBoard.ts';
import type { RunReport } from '../../../src/core/protocol/runReport.ts';
import type { RunRequest } from '../../../src/core/runRequest.ts';
import type { Swarm } from '../../../src/core/swarm.ts';
import { type MarkerProject, markerAgent, markerProject } from '../../support/markerProject.ts';
import { EventLog, openSwarm, requestRun } from '../../support/markerSwarm.ts';

/** Never ends for the first file by itself. */
const hangsAtFirst = 'if [ "$files" = src/file1.txt ]; then sleep 600; fi';

describe('RunControl', () => {
  let project: MarkerProject;
  let swarm: Swarm;
  let log: EventLog;
  let control: RunControl;

  beforeEach(async () => {
    project = await markerProject(3);
    swarm = await openSwarm(project);
    log = new EventLog();
  });

  afterEach(() => project.remove());

  async function run(before: string, more: Partial<RunRequest> = {}): Promise<RunReport> {
    const request = requestRun({
      agents: [{ kind: 'command', id: 'command', command: markerAgent(before) }],
      listener: log.listener,
      onStart: (handle) => {
        control = handle;
      },
      ...more,
    });
    return (await swarm.run(request)).report;
  }

  function statesOf({ tasks }: RunReport): Record<string, string> {
    return Object.fromEntries(tasks.map(({ taskId, state }) => [taskId, state]));
  }

  function isTaskOrder(event: SwarmEvent, taskId: string): boolean {
    return event.type === 'order' && event.orderId === taskId && event.state === 'begun';
  }

  it('stops one task that runs, and what it has started, while the others go on', async () => {
    const pidFile = join(project.repository.folder, 'pid');
    await promisify(execFile)('mkfifo', [pidFile]);
    const running = run(
      `if [ "$files" = src/file1.txt ]; then echo $$ > ${pidFile}; sleep 600; fi`,
    );
    // Reading from it waits until somebody writes.
    const pid = Number(await readFile(pidFile, 'utf8'));
    assert.equal(isAlive(pid), true);
    assert.equal(control.cancelTask('t01'), true);
    const report = await running;
    assert.equal(isAlive(pid), false);
    assert.deepEqual(statesOf(report), { t01: 'cancelled', t02: 'ready', t03: 'ready' });
    assert.equal(report.runId, control.runId);
    const [view] = await swarm.runs();
    assert.equal(view?.tasks.get('t01')?.losses, 0);
    assert.equal(view?.stopReason, 'stalled');
  });

  it('stops a task that waits before anybody has taken it', async () => {
    const running = run(hangsAtFirst);
    await log.agentBegins('t01');
    assert.equal(control.cancelTask('t03'), true);
    control.cancelTask('t01');
    assert.deepEqual(statesOf(await running), {
      t01: 'cancelled',
      t02: 'ready',
      t03: 'cancelled',
    });
    assert.equal(
      log.events.some((event) => isTaskOrder(event, 't03')),
      false,
    );
  });

  it('comes with news of who is at what, until nobody is at anything', async () => {
    const board = new WorkerBoard();
    const running = run(hangsAtFirst, {
      listener: (event) => {
        board.add(event);
        log.listener(event);
      },
    });
    await log.agentBegins('t01');
    const [row, ...more] = board.rows();
    assert.deepEqual(more, []);
    assert.deepEqual(
      [row?.workerId, row?.taskId, row?.doing, row?.agent, row?.rung, row?.remaining],
      ['local-worker-1', 't01', 'fixing', 'command', 1, 1],
    );
    control.cancelTask('t01');
    await running;
    assert.deepEqual(board.rows(), []);
    const orders = log.events.flatMap((event) => (event.type === 'order' ? [event.orderId] : []));
    assert.deepEqual([...new Set(orders)], ['check-1', 't01', 't02', 't03', 'check-2']);
  });

  it('says when there is nothing to stop', async () => {
    const running = run(hangsAtFirst);
    await log.agentBegins('t01');
    for (const name of ['t09', 'check-1']) assert.equal(control.cancelTask(name), false);
    control.cancelTask('t01');
    await running;
    assert.equal(control.cancelTask('t02'), false);
  });

  it('hands out nothing while it is paused, lets what runs end, and goes on', async () => {
    const running = run('true');
    await log.agentBegins('t01');
    await control.pause();
    assert.equal(control.isPaused, true);
    await log.first((event) => event.type === 'journal' && event.event.event === 'settled');
    const [paused] = await swarm.runs();
    assert.equal(paused?.isPaused, true);
    assert.deepEqual(
      [...(paused?.tasks.values() ?? [])].map(({ state }) => state),
      ['ready', 'queued', 'queued'],
    );
    assert.equal(
      log.events.some((event) => isTaskOrder(event, 't02')),
      false,
    );
    await control.resume();
    assert.deepEqual(statesOf(await running), { t01: 'ready', t02: 'ready', t03: 'ready' });
    assert.equal((await swarm.runs())[0]?.isPaused, false);
  });

  it('can go on when it was paused over its last checks', async () => {
    const running = run('true', { mergeVerified: true });
    await log.agentBegins('t03');
    await control.pause();
    await log.first(
      ({ type, ...rest }) => type === 'phase' && 'text' in rest && /together/.test(rest.text),
    );
    assert.equal(control.isPaused, true);
    await control.resume();
    assert.deepEqual(statesOf(await running), { t01: 'merged', t02: 'merged', t03: 'merged' });
  });

  it('can be cancelled while it is paused', async () => {
    const stop = new AbortController();
    const running = run(hangsAtFirst, { signal: stop.signal });
    await log.agentBegins('t01');
    await control.pause();
    stop.abort();
    const report = await running;
    assert.equal(report.stopReason, 'cancelled');
    assert.deepEqual(statesOf(report), { t01: 'cancelled', t02: 'cancelled', t03: 'cancelled' });
  });

  it('lets fixes be edited and discarded meanwhile, and merges none of those by itself', async () => {
    const running = run('if [ "$files" = src/file3.txt ]; then sleep 600; fi', {
      mergeVerified: true,
    });
    await log.agentBegins('t03');
    const runs = await swarm.runs();
    await swarm.editTask(findTask(runs, 't01'), 'src/file1.txt', Buffer.from('MINE\n'));
    await swarm.discard([findTask(runs, 't02')]);
    control.cancelTask('t03');
    const report = await running;
    assert.deepEqual(statesOf(report), { t01: 'ready', t02: 'discarded', t03: 'cancelled' });
    assert.equal(report.issues.fixed, 1);
    for (const file of ['src/file1.txt', 'src/file2.txt']) {
      assert.match(await project.repository.read(file), /BAD/);
    }
  });
});
