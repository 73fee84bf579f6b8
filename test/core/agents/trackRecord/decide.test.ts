import assert from 'node:assert/strict';
import { decide } from '../../../../src/core/agents/trackRecord/decide.ts';
import type { Outcome } from '../../../../src/core/agents/trackRecord/outcome.ts';
import { rulesToAvoid } from '../../../../src/core/agents/trackRecord/rulesToAvoid.ts';
import { withOutcomes } from '../../../../src/core/agents/trackRecord/trackRecord.ts';
import { issueAt } from '../../../support/issues.ts';
import { decided, tried } from '../../../support/outcomes.ts';

function decideAfter(outcomes: readonly Outcome[], agent = 'mender') {
  return decide(withOutcomes([], outcomes, 0), agent, 'ts(2322)');
}

function kindAfter(outcomes: readonly Outcome[], agent?: string): string {
  return decideAfter(outcomes, agent).kind;
}

describe('The track record of an agent', () => {
  it('has a person asked about a rule that the agent has never tried', () => {
    const reason = 'mender has not tried ts(2322) yet';
    assert.deepEqual(decideAfter([]), { kind: 'ask', reason });
    const others = [
      ...tried('remains', 9, { agent: 'other' }),
      ...tried('remains', 9, { rule: 'ts(1)' }),
    ];
    assert.equal(kindAfter(others), 'ask');
  });

  describe('spares an agent a rule', () => {
    it('that it has tried five times, with nothing fixed', () => {
      assert.equal(kindAfter(tried('remains', 4)), 'ask');
      assert.deepEqual(decideAfter([...tried('remains', 3), ...tried('suppressed', 2)]), {
        kind: 'skip',
        reason: 'mender has tried ts(2322) 5 times, and fixed nothing',
      });
    });

    it('but not when it has fixed one, or a person has accepted one', () => {
      assert.equal(kindAfter([...tried('remains', 20), ...tried('fixed')]), 'ask');
      const pleased = [...tried('remains', 20), ...tried('proposed'), ...decided('accepted')];
      assert.equal(kindAfter(pleased), 'ask');
    });

    it('but not as long as nobody has decided about what it has proposed', () => {
      const proposed = tried('proposed', 5);
      assert.equal(kindAfter(proposed), 'ask');
      assert.equal(kindAfter([...proposed, ...decided('discarded', 4)]), 'ask');
      assert.equal(kindAfter([...proposed, ...decided('discarded', 5)]), 'skip');
    });

    it('but never one that costs nothing', () => {
      for (const agent of ['quickfix', 'editor']) {
        assert.equal(kindAfter(tried('remains', 20, { agent }), agent), 'ask');
      }
    });

    it('of those that are at hand, and says which', () => {
      const outcomes = [
        ...tried('remains', 5),
        ...tried('remains', 5, { rule: 'ts(1)' }),
        ...tried('remains', 5, { agent: 'quickfix' }),
      ];
      const issues = [issueAt(1, 1), issueAt(2, 1), issueAt(3, 1, { code: '2304' })];
      const avoid = rulesToAvoid(withOutcomes([], outcomes, 0), ['quickfix', 'mender'], issues);
      assert.deepEqual(avoid, { mender: ['ts(2322)'] });
    });
  });

  describe('lets verified fixes of a rule pass without a person', () => {
    it('after five were accepted', () => {
      const four = [...tried('fixed', 5), ...decided('accepted', 4)];
      assert.deepEqual(decideAfter(four), {
        kind: 'ask',
        reason: 'what mender does for ts(2322): accepted 4 times so far',
      });
      assert.equal(kindAfter([...four, ...decided('accepted')]), 'accept');
    });

    it('but not when one of the last ten was refused', () => {
      const refused = [...decided('accepted', 9), ...decided('discarded')];
      assert.equal(kindAfter([...refused, ...decided('accepted', 9)]), 'ask');
      assert.equal(kindAfter([...refused, ...decided('accepted', 10)]), 'accept');
    });

    it('but not when one was ever taken back', () => {
      const undone = [...decided('undone'), ...decided('accepted', 40)];
      assert.equal(kindAfter(undone), 'ask');
    });
  });
});
