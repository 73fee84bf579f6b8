import { deepEqual } from 'node:assert/strict';
import type { MergeRequest } from '../../../src/core/manager/mergeRequest.ts';
import type { Verdict } from '../../../src/core/protocol/verdict.ts';
import { claimedIssues } from '../../../src/extension/merge/claimedIssues.ts';
import { issueAt } from '../../support/issues.ts';
import { resultWith, taskView } from '../../support/taskViews.ts';

const issues = ['a.ts', 'b.ts', 'c.ts'].map((file) => issueAt(1, 1, { file, id: file }));
const said: readonly Verdict[] = ['fixed', 'remains', 'proposed'];
const verdicts = issues.map(({ id }, index) => ({
  ...{ issueId: id, verdict: said[index] ?? 'fixed', reason: '' },
}));
const view = taskView('t01');
const task = { ...view, task: { ...view.task, issues }, result: resultWith({ verdicts }) };

function claimed(request: Partial<MergeRequest>): string[] {
  return claimedIssues({ runId: 'r1', task, parts: [], ...request }).map(({ id }) => id);
}

describe('the issues that a merge is said to do away with', () => {
  it('are those that the checkers no longer report', () => {
    deepEqual(claimed({}), ['a.ts', 'c.ts']);
  });

  it('are those of the files that are merged as a whole', () => {
    deepEqual(claimed({ parts: [{ path: 'c.ts' }, { path: 'a.ts', hunks: [0] }] }), ['c.ts']);
  });

  it('are none of a file of which something is not wanted', () => {
    deepEqual(claimed({ except: [{ path: 'a.ts', hunks: [1] }] }), ['c.ts']);
  });
});
