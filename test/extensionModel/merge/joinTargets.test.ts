import { deepEqual } from 'node:assert/strict';
import { joinTargets } from '../../../src/extension/merge/joinTargets.ts';

const one = { root: '/work', runId: 'r1', taskId: 't01' };
const other = { root: '/work', runId: 'r2', taskId: 't01' };

describe('what is selected of fixes', () => {
  it('is one request for each task, whatever run has one of that name', () => {
    const joined = joinTargets([
      { task: one, parts: [{ path: 'a.ts', hunks: [2] }] },
      { task: other, parts: 'all' },
      { task: one, parts: [{ path: 'b.ts' }] },
      { task: one, parts: [{ path: 'a.ts', hunks: [0] }] },
    ]);
    deepEqual(joined, [
      { task: one, parts: [{ path: 'a.ts', hunks: [0, 2] }, { path: 'b.ts' }] },
      { task: other, parts: 'all' },
    ]);
  });

  it('is all of a task when the task itself is selected too', () => {
    const parts = [{ path: 'a.ts', hunks: [2] }];
    const joined = joinTargets([
      { task: one, parts },
      { task: one, parts: 'all' },
    ]);
    deepEqual(joined, [{ task: one, parts: 'all' }]);
  });

  it('is all of a file when the file itself is selected too', () => {
    const hunks = { task: one, parts: [{ path: 'a.ts', hunks: [2] }] };
    deepEqual(joinTargets([hunks, { task: one, parts: [{ path: 'a.ts' }] }]), [
      { task: one, parts: [{ path: 'a.ts' }] },
    ]);
  });
});
