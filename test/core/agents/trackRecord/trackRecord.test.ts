import assert from 'node:assert/strict';
import { tallyOf } from '../../../../src/core/agents/trackRecord/tally.ts';
import {
  ruleRecordOf,
  withOutcomes,
  withoutOld,
} from '../../../../src/core/agents/trackRecord/trackRecord.ts';
import { decided, tried } from '../../../support/outcomes.ts';

const dayMs = 24 * 60 * 60 * 1000;

describe('A track record', () => {
  it('keeps agents and rules apart', () => {
    const record = withOutcomes(
      withOutcomes([], [...tried('fixed'), ...tried('fixed', 2, { agent: 'other' })], 1),
      [...tried('remains'), ...tried('remains', 3, { rule: 'ts(1)' })],
      2,
    );
    assert.equal(record.length, 3);
    const own = ruleRecordOf(record, 'mender', 'ts(2322)');
    assert.deepEqual(
      own?.tries.map(({ at, verdict }) => [at, verdict]),
      [
        [1, 'fixed'],
        [2, 'remains'],
      ],
    );
    assert.equal(ruleRecordOf(record, 'mender', 'ts(9)'), undefined);
  });

  it('keeps the last fifty tries and the last fifty decisions', () => {
    const outcomes = [...decided('undone'), ...decided('accepted', 50), ...tried('fixed')];
    const record = withOutcomes([], [...outcomes, ...tried('remains', 50)], 0);
    const [only] = record;
    assert.deepEqual(new Set(only?.tries.map(({ verdict }) => verdict)), new Set(['remains']));
    assert.deepEqual(
      only?.decisions.map(({ decision }) => decision),
      Array.from({ length: 50 }, () => 'accepted'),
    );
  });

  it('forgets what is two months old', () => {
    const old = withOutcomes([], [...tried('remains'), ...tried('fixed', 1, { rule: 'ts(1)' })], 0);
    const record = withOutcomes(old, [...tried('fixed'), ...decided('accepted')], 30 * dayMs);
    assert.deepEqual(withoutOld(record, 60 * dayMs), record);
    const [only, ...none] = withoutOld(record, 61 * dayMs);
    assert.deepEqual(none, []);
    assert.deepEqual(only?.tries, [{ at: 30 * dayMs, verdict: 'fixed', tokens: 100 }]);
    assert.equal(only?.decisions.length, 1);
  });

  it('is told in figures', () => {
    const outcomes = [
      ...[...tried('fixed', 2, { cost: 0.25 }), ...tried('remains', 3), ...tried('proposed')],
      ...[...tried('suppressed'), ...decided('accepted', 4)],
      ...[...decided('discarded', 2), ...decided('undone')],
    ];
    const [only] = withOutcomes([], outcomes, 0);
    assert.ok(only !== undefined);
    assert.deepEqual(tallyOf(only), {
      ...{ tried: 7, fixed: 2, proposed: 1, suppressed: 1, remains: 3 },
      ...{ accepted: 4, discarded: 2, undone: 1, tokens: 700, cost: 0.5 },
    });
    const [unpriced] = withOutcomes([], tried('fixed'), 0);
    assert.equal(unpriced && tallyOf(unpriced).cost, null);
  });
});
