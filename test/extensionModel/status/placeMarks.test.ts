import { deepEqual } from 'node:assert/strict';
import type { Issue } from '../../../src/core/protocol/issue.ts';
import type { HeldIssue } from '../../../src/extension/status/heldIssue.ts';
import { placeMarks, type ShownProblem } from '../../../src/extension/status/placeMarks.ts';
import { issueAt } from '../../support/issues.ts';

const message = "'total' is declared but its value is never read.";

function held(line: number, lineText: string, more: Partial<Issue> = {}): HeldIssue {
  const issue = issueAt(line, 1, { code: '6133', message, lineText, ...more });
  const reference = { root: '/work', runId: 'r1', taskId: `t${line}` };
  return { issue, reference, standing: { kind: 'queued' }, inTask: 1 };
}

function shown(line: number, lineText: string, more: Partial<ShownProblem> = {}): ShownProblem {
  return { source: 'ts', code: '6133', message, line, lineText, ...more };
}

/** Pairs of lines: where the task's problem was, and where it is shown now. */
function placed(issues: readonly HeldIssue[], problems: readonly ShownProblem[]) {
  return placeMarks(issues, problems).map(([{ issue }, { line }]) => [issue.range.line, line]);
}

describe('the places of marks', () => {
  it('are where the problem is', () => {
    deepEqual(placed([held(3, 'let total;')], [shown(3, '  let total;')]), [[3, 3]]);
  });

  it('move with the line when lines are put in above it', () => {
    deepEqual(placed([held(3, 'let total;')], [shown(30, '  let total;')]), [[3, 30]]);
  });

  it('stay when the line itself is edited', () => {
    deepEqual(placed([held(3, 'let total;')], [shown(3, 'let total = 1;')]), [[3, 3]]);
  });

  it('are nowhere when the problem that is shown is another one', () => {
    const issues = [held(3, 'let total;')];
    deepEqual(placed(issues, [shown(9, 'const total = 1;')]), []);
    deepEqual(placed(issues, [shown(3, 'let total;', { code: '2304' })]), []);
    deepEqual(placed(issues, [shown(3, 'let total;', { message: "'sum' is declared." })]), []);
    deepEqual(placed(issues, [shown(3, 'let total;', { source: 'eslint' })]), []);
  });

  it('do not mind how a tool spells its name, its rule, or a path', () => {
    const issues = [held(3, 'let total;', { message: 'see /tmp/slot-1/src/a.ts' })];
    const problem = { source: 'TypeScript', code: 'TS6133', message: 'see /work/src/a.ts' };
    deepEqual(placed(issues, [shown(3, 'let total;', problem)]), [[3, 3]]);
  });

  it('give no problem to two tasks, and take the very same line first', () => {
    const issues = [held(3, 'let total;'), held(7, 'let total;')];
    deepEqual(placed(issues, [shown(7, 'let total;')]), [[7, 7]]);
    deepEqual(placed(issues, [shown(8, 'let total;'), shown(4, 'let total;')]), [
      [3, 4],
      [7, 8],
    ]);
  });
});
