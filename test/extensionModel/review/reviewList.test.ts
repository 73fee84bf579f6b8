import { deepEqual } from 'node:assert/strict';
import type { RunView, TaskView } from '../../../src/core/manager/runView.ts';
import type { TaskState } from '../../../src/core/protocol/taskState.ts';
import type { FixReference } from '../../../src/extension/fixes/fixReference.ts';
import { reviewList } from '../../../src/extension/review/reviewList.ts';
import { runWith, taskView } from '../../support/taskViews.ts';

const nameOf = ({ root, runId, taskId }: FixReference): string => `${root} ${runId}/${taskId}`;

function run(runId: string, states: Readonly<Record<string, TaskState>>): RunView {
  const tasks = Object.entries(states).map(([taskId, state]): [string, Partial<TaskView>] => [
    taskId,
    { state, task: { ...taskView(taskId).task, taskId } },
  ]);
  return runWith(runId, tasks);
}

describe('the list of fixes to review', () => {
  it('has what waits for a person, that of the newest run first', () => {
    const runs = [
      run('r1', { t01: 'ready', t02: 'merged', t03: 'conflicted' }),
      run('r2', { t01: 'running', t03: 'failed', t04: 'ready', t02: 'ready' }),
    ];
    const other = { root: '/b', runs: [run('r9', { t01: 'ready', t02: 'discarded' })] };
    deepEqual(reviewList([{ root: '/a', runs }, other]).map(nameOf), [
      ...['/a r2/t02', '/a r2/t04', '/a r1/t01', '/a r1/t03'],
      '/b r9/t01',
    ]);
  });
});
