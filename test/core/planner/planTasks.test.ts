import assert from 'node:assert/strict';
import { planTasks } from '../../../src/core/planner/planTasks.ts';
import type { Issue } from '../../../src/core/protocol/issue.ts';
import type { SwarmTask } from '../../../src/core/protocol/swarmTask.ts';
import { issueAt } from '../../support/issues.ts';
import { seededRandom, shuffled } from '../../support/seededRandom.ts';

function plan(issues: readonly Issue[], firstNumber = 1): SwarmTask[] {
  return planTasks(issues, { firstNumber });
}

/** Issues that say the same about several files: one cause. */
function symptoms(files: readonly string[], more: Partial<Issue> = {}): Issue[] {
  const message = "Module './shared.ts' has no exported member 'total'.";
  return files.map((file) =>
    issueAt(1, 1, { id: `${file}!`, file, code: '2305', message, ...more }),
  );
}

function randomIssues(count: number, fileCount: number, random: () => number): Issue[] {
  const pick = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: count }, (_, index) => {
    const file = `src/file${pick(fileCount)}.ts`;
    const code = ['2305', '2304', '6133', '2322'][pick(4)] ?? '';
    const message = `About ${pick(fileCount)}.`;
    const priority = 1 + pick(5);
    return issueAt(1 + pick(90), 1, { id: `i${index}`, file, code, message, priority });
  });
}

/** What must be true of every plan. */
function assertSound(tasks: readonly SwarmTask[], issues: readonly Issue[]): void {
  const files = tasks.flatMap((task) => task.filePaths);
  assert.equal(new Set(files).size, files.length, 'two tasks share a file');
  assert.deepEqual(
    tasks.flatMap((task) => task.issues.map((issue) => issue.id)).toSorted(),
    issues.map((issue) => issue.id).toSorted(),
  );
  assert.equal(new Set(tasks.map((task) => task.taskId)).size, tasks.length);
  let last: SwarmTask | undefined;
  for (const task of tasks) {
    assert.deepEqual(task.filePaths, [...new Set(task.issues.map(({ file }) => file))].toSorted());
    assert.equal(task.priority, Math.min(...task.issues.map((issue) => issue.priority)));
    const isLarger = task.issues.length > (last?.issues.length ?? Number.POSITIVE_INFINITY);
    if (last !== undefined) assert.ok(task.priority >= last.priority);
    if (last?.priority === task.priority) assert.equal(isLarger, false);
    last = task;
  }
}

describe('planTasks', () => {
  it('plans nothing for nothing', () => assert.deepEqual(plan([]), []));

  it('makes one task of the issues of one file', () => {
    const issues = [issueAt(1, 1), issueAt(9, 1, { code: '6133', type: 'dead_code', priority: 2 })];
    assert.deepEqual(plan([...issues, issueAt(3, 1)]), [
      {
        taskId: 't01',
        issueType: 'type_error',
        filePaths: ['src/a.ts'],
        priority: 2,
        issues: [...issues, issueAt(3, 1)],
        reason: '3 problems (2 rules) in src/a.ts',
      },
    ]);
    assert.equal(plan(issues.slice(0, 1))[0]?.reason, '1 problem (ts(2322)) in src/a.ts');
  });

  it('makes one task of a cause that shows in three files', () => {
    const files = ['src/c.ts', 'src/a.ts', 'src/b.ts'];
    const other = issueAt(5, 1, { id: 'other', file: 'src/b.ts' });
    const [only, ...more] = plan([...symptoms(files), other]);
    assert.deepEqual(more, []);
    assert.deepEqual(only?.filePaths, files.toSorted());
    assert.equal(only?.issues.length, 4);
    assert.equal(
      only?.reason,
      "one cause, ts(2305) Module './shared.ts' has no exported member 'total'.: clears 3 problems in 3 files",
    );
  });

  it('takes the same in two files for an accident, and so what is wrong where it stands', () => {
    assert.equal(plan(symptoms(['src/a.ts', 'src/b.ts'])).length, 2);
    assert.equal(plan(symptoms(['a.ts', 'b.ts', 'c.ts', 'd.ts'], { code: '6133' })).length, 4);
    assert.equal(plan(symptoms(['a.ts', 'b.ts', 'c.ts', 'd.ts'], { source: 'eslint' })).length, 4);
  });

  it('joins causes that share a file, and names the larger one', () => {
    const first = symptoms(['src/a.ts', 'src/b.ts', 'src/c.ts']);
    const files = ['src/c.ts', 'src/d.ts', 'src/e.ts', 'src/f.ts'];
    const second = symptoms(files, { message: 'Another cause.' });
    const [only, ...more] = plan([...first, ...second]);
    assert.deepEqual(more, []);
    assert.match(only?.reason ?? '', /^one cause, ts\(2305\) Another cause\.: clears 4 problems/);
  });

  it('puts the most urgent first, then the largest, then by name', () => {
    const of = (file: string, priority: number, count: number): Issue[] =>
      Array.from({ length: count }, (_, line) =>
        issueAt(line + 1, 1, { id: `${file}${line}`, file, priority }),
      );
    const issues = [
      ...of('small', 2, 1),
      ...of('b', 2, 3),
      ...of('a', 2, 3),
      ...of('urgent', 1, 1),
    ];
    assert.deepEqual(
      plan(issues).map((task) => `${task.taskId} ${task.filePaths}`),
      ['t01 urgent', 't02 a', 't03 b', 't04 small'],
    );
  });

  it('goes on counting where the round before has stopped', () => {
    const issues = [issueAt(1, 1), issueAt(1, 1, { id: 'b', file: 'src/b.ts' })];
    assert.deepEqual(
      plan(issues, 99).map((task) => task.taskId),
      ['t099', 't100'],
    );
  });

  it('never lets two tasks share a file, and loses no issue', () => {
    const random = seededRandom(42);
    for (let round = 0; round < 300; round += 1) {
      const issues = randomIssues(Math.floor(random() * 60), 1 + Math.floor(random() * 15), random);
      assertSound(plan(issues), issues);
    }
  });

  it('makes the same tasks whatever the order of the issues', () => {
    const random = seededRandom(43);
    const outline = (issues: readonly Issue[]): unknown =>
      plan(issues).map(({ taskId, filePaths, priority }) => [taskId, filePaths, priority]);
    for (let round = 0; round < 100; round += 1) {
      const issues = randomIssues(40, 12, random);
      assert.deepEqual(outline(shuffled(issues, random)), outline(issues));
    }
  });

  it('plans a hundred thousand issues', () => {
    const issues = randomIssues(100_000, 5000, seededRandom(44));
    assertSound(plan(issues), issues);
  });
});
