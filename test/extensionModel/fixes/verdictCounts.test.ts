import { deepEqual, equal } from 'node:assert/strict';
import type { Verdict } from '../../../src/core/protocol/verdict.ts';
import { countVerdicts, worthOf } from '../../../src/extension/fixes/verdictCounts.ts';
import { diagnosticAt } from '../../support/diagnostics.ts';
import { resultWith } from '../../support/taskViews.ts';

function resultOf(...verdicts: Verdict[]) {
  return resultWith({
    verdicts: verdicts.map((verdict, index) => ({ issueId: `i${index}`, verdict, reason: '' })),
  });
}

describe('the verdicts of a task', () => {
  it('are counted, the good ones first, and only those that occur', () => {
    deepEqual(countVerdicts(resultOf('proposed', 'fixed', 'fixed', 'suppressed')), [
      ['fixed', 2],
      ['proposed', 1],
      ['suppressed', 1],
    ]);
  });

  it('are worth as much as the worst of them', () => {
    equal(worthOf(resultOf('fixed', 'fixed')), 'fixed');
    equal(worthOf(resultOf('fixed', 'proposed')), 'proposed');
    equal(worthOf(resultOf('fixed', 'unverified')), 'unverified');
    equal(worthOf(resultOf('remains', 'proposed', 'suppressed')), 'suppressed');
  });

  it('are worth less than that when the fix brings new problems', () => {
    const introduced = [diagnosticAt(1, 1)];
    equal(worthOf({ ...resultOf('fixed'), introduced }), 'introduced');
  });

  it('are nothing to rely on when there are none', () => {
    equal(worthOf(resultOf()), 'unverified');
  });
});
