import { deepEqual, equal } from 'node:assert/strict';
import type { FoundTask } from '../../../src/core/manager/taskSelection.ts';
import type { TaskState } from '../../../src/core/protocol/taskState.ts';
import { planRetry } from '../../../src/extension/review/retryPlan.ts';
import { issueAt } from '../../support/issues.ts';
import { runWith, taskView } from '../../support/taskViews.ts';

const runs = ['r1', 'r2'].map((runId) => {
  const plain = runWith(runId, []);
  const options = { ...plain.record.options, workers: Number(runId.slice(1)), note: 'before' };
  return { ...plain, record: { ...plain.record, options } };
});

function found(run: number, taskId: string, line: number, state: TaskState = 'ready'): FoundTask {
  const { task } = taskView(taskId);
  const [found] = runs.slice(run);
  if (found === undefined) throw new Error(`There is no run ${run}.`);
  return {
    run: found,
    task: taskView(taskId, { state, task: { ...task, issues: [issueAt(line, 1)] } }),
  };
}

describe('trying tasks again', () => {
  it('is one run for those of one run, with its options and all their problems', () => {
    const plans = planRetry([found(0, 't01', 1), found(1, 't01', 2), found(0, 't02', 3)], '');
    deepEqual(
      plans.map(({ plan }) => [plan.workers, plan.reported?.map(({ range }) => range?.line)]),
      [
        [1, [1, 3]],
        [2, [2]],
      ],
    );
  });

  it('tells the agents the new note only', () => {
    const [plan] = planRetry([found(0, 't01', 1)], 'keep the names');
    equal(plan?.plan.note, 'keep the names');
    const [silent] = planRetry([found(0, 't01', 1)], '');
    equal(silent?.plan.note, undefined);
  });

  it('leaves nothing to discard of what is discarded', () => {
    const [plan] = planRetry([found(0, 't01', 1), found(0, 't02', 2, 'discarded')], '');
    deepEqual(
      plan?.open.map(({ task }) => task.task.taskId),
      ['t01'],
    );
  });
});
