import { deepEqual, equal } from 'node:assert/strict';
import { narrowToFile } from '../../../src/extension/review/narrowToFile.ts';
import { diagnosticAt } from '../../support/diagnostics.ts';
import { issueAt } from '../../support/issues.ts';
import { resultWith, taskView } from '../../support/taskViews.ts';

const elsewhere = { file: 'src/b.ts' };
const { task } = taskView('t01');
const issues = [issueAt(1, 1, { id: 'a' }), issueAt(2, 1, { id: 'b', ...elsewhere })];
const result = resultWith({
  verdicts: issues.map(({ id }) => ({ issueId: id, verdict: 'fixed', reason: '' })),
  introduced: [diagnosticAt(9, 9), diagnosticAt(8, 8, elsewhere)],
});

describe('a task as if it were about one file', () => {
  it('has the problems, verdicts and new problems of that file only', () => {
    const view = narrowToFile(taskView('t01', { task: { ...task, issues }, result }), 'src/b.ts');
    deepEqual(
      view.task.issues.map(({ id }) => id),
      ['b'],
    );
    deepEqual(
      view.result?.verdicts.map(({ issueId }) => issueId),
      ['b'],
    );
    deepEqual(
      view.result?.introduced.map(({ range }) => range.line),
      [8],
    );
  });

  it('may have no result yet', () => {
    equal(narrowToFile(taskView('t01'), 'src/b.ts').result, undefined);
  });
});
