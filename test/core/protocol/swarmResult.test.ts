import assert from 'node:assert/strict';
import { isSuccess } from '../../../src/core/protocol/swarmResult.ts';
import { type IssueVerdict, type Verdict, verdicts } from '../../../src/core/protocol/verdict.ts';
import { diagnosticAt } from '../../support/diagnostics.ts';

function told(...kinds: readonly Verdict[]): IssueVerdict[] {
  return kinds.map((verdict, index) => ({ issueId: `i${index}`, verdict, reason: '' }));
}

describe('isSuccess', () => {
  it('is all fixed, nothing new, and edits to show for it', () => {
    const fixed = { verdicts: told('fixed', 'fixed'), introduced: [], commit: 'c' };
    assert.equal(isSuccess(fixed), true);
    assert.equal(isSuccess({ ...fixed, commit: null }), false);
    assert.equal(isSuccess({ ...fixed, introduced: [diagnosticAt(1, 1)] }), false);
    assert.equal(isSuccess({ ...fixed, verdicts: [] }), false);
  });

  for (const verdict of verdicts.filter((kind) => kind !== 'fixed')) {
    it(`is not for a task with an issue that is ${verdict}`, () => {
      const mixed = told('fixed', verdict, 'fixed');
      assert.equal(isSuccess({ verdicts: mixed, introduced: [], commit: 'c' }), false);
    });
  }
});
