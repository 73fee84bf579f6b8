import { deepEqual } from 'node:assert/strict';
import { nextBatch } from '../../src/core/fixBudget.ts';
import type { SwarmTask } from '../../src/core/protocol/swarmTask.ts';
import { issueAt } from '../support/issues.ts';

/** @param lines of its issues. */
function task(taskId: string, lines: readonly number[]): SwarmTask {
  const issues = lines.map((line, index) => issueAt(line, index + 1));
  const filePaths = [...new Set(issues.map(({ file }) => file))];
  return { taskId, issueType: 'warning', filePaths, priority: 1, issues, reason: 'a test' };
}

function shown(tasks: readonly SwarmTask[]): (string | number)[][] {
  return tasks.map(({ taskId, issues }) => [taskId, ...issues.map(({ range }) => range.line)]);
}

function batch(tasks: readonly SwarmTask[], left: number) {
  const { now, later } = nextBatch(tasks, left);
  return [shown(now), shown(later)];
}

describe('the limit of fixes', () => {
  const tasks = [task('t01', [1, 2]), task('t02', [5]), task('t03', [7, 8, 9])];

  it('lets all begin that cannot exceed it', () => {
    deepEqual(batch(tasks, 6), [shown(tasks), []]);
    deepEqual(batch(tasks, 5), [shown(tasks.slice(0, 2)), shown(tasks.slice(2))]);
    deepEqual(batch(tasks, 0), [[], shown(tasks)]);
  });

  it('cuts a task that alone exceeds it', () => {
    deepEqual(batch([task('t01', [3, 1, 2])], 2), [[['t01', 1, 2]], [['t01.over', 3]]]);
  });

  it('keeps together what is said of one line, as long as that fits', () => {
    deepEqual(batch([task('t01', [4, 1, 4])], 2), [[['t01', 1]], [['t01.over', 4, 4]]]);
    deepEqual(batch([task('t01', [4, 4, 4])], 2), [[['t01', 4, 4]], [['t01.over', 4]]]);
  });
});
