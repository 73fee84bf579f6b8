import { deepEqual, equal } from 'node:assert/strict';
import type { RunView } from '../../../src/core/manager/runView.ts';
import type { WorkerRow } from '../../../src/core/manager/workerBoard.ts';
import {
  currentRun,
  runProgress,
  type WorkSource,
  workerSlots,
} from '../../../src/extension/workers/workerRows.ts';
import { runWith } from '../../support/taskViews.ts';

const at = '2026-01-01T00:00:00.000Z';

function row(workerId: string, taskId: string | undefined): WorkerRow {
  const doing = 'fixing' as const;
  const rest = { agent: 'quickfix', rung: 1, rungs: 2, said: '', waitsSeconds: 0, remaining: 3 };
  return {
    workerId,
    orderId: taskId ?? 'check-1',
    taskId,
    startedAt: at,
    since: at,
    doing,
    ...rest,
  };
}

function source(runs: RunView[], more: Partial<WorkSource> = {}): WorkSource {
  return { root: '/work', name: 'work', live: undefined, runs, otherHolder: '', ...more };
}

function live(runId: string, rows: WorkerRow[] = []): WorkSource['live'] {
  return { runId, phase: '', isPaused: false, workers: () => rows };
}

describe('the run that goes on', () => {
  const [old, last] = [runWith('r1', []), runWith('r2', [])];

  it('is that of this window', () => {
    equal(currentRun(source([old, last], { live: live('r1') })), old);
  });

  it('is none while it has not begun', () => {
    equal(currentRun(source([old, last], { live: live('') })), undefined);
  });

  it('is the last one while another process holds the repository', () => {
    equal(currentRun(source([old, last], { otherHolder: 'process 7 (run)' })), last);
  });

  it('is none when the last one has ended, or nobody is at work', () => {
    const ended: RunView = { ...last, stopReason: 'clean' };
    equal(currentRun(source([old, ended], { otherHolder: 'process 7 (run)' })), undefined);
    equal(currentRun(source([old, last])), undefined);
  });
});

describe('the workers of a run', () => {
  it('are told in the order of their numbers, with those that wait', () => {
    const run: RunView = { ...runWith('r1', [['t01', {}]]), workers: 3 };
    const rows = [row('local-worker-3', undefined), row('local-worker-1', 't01')];
    const slots = workerSlots(source([run], { live: live('r1', rows) }), run);
    deepEqual(
      slots.map(({ workerId, activity }) => [
        workerId,
        activity?.taskId,
        activity?.task?.task.taskId,
      ]),
      [
        ['local-worker-1', 't01', 't01'],
        ['worker-2', undefined, undefined],
        ['local-worker-3', undefined, undefined],
      ],
    );
    deepEqual(
      slots.map(({ activity }) => activity === undefined),
      [false, true, false],
    );
  });

  it('are read from the journal when another process has started them', () => {
    const run: RunView = {
      ...runWith('r1', [
        ['t01', { state: 'ready', workerId: 'local-worker-1' }],
        ['t02', { state: 'verifying', workerId: 'local-worker-1', startedAt: at }],
        ['t03', { state: 'running', workerId: 'local-worker-2', startedAt: at }],
      ]),
      workers: 2,
    };
    const slots = workerSlots(source([run], { otherHolder: 'process 7 (run)' }), run);
    deepEqual(
      slots.map(({ activity }) => [activity?.taskId, activity?.doing, activity?.startedAt]),
      [
        ['t02', 'verifying', at],
        ['t03', 'fixing', at],
      ],
    );
  });

  it('come as far as their tasks, of which parts are none', () => {
    const run = runWith('r1', [
      ['t01', { state: 'ready' }],
      ['t01.rest', { state: 'failed' }],
      ['t02', { state: 'verifying' }],
      ['t03', { state: 'queued' }],
    ]);
    deepEqual(runProgress(run), { done: 1, all: 3 });
  });
});
