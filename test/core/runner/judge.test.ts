import assert from 'node:assert/strict';
import type { Diagnostic } from '../../../src/core/protocol/diagnostic.ts';
import { isSuccess } from '../../../src/core/protocol/swarmResult.ts';
import type { Suspicion } from '../../../src/core/runner/changeSuspicions.ts';
import { type Evidence, judge } from '../../../src/core/runner/judge.ts';
import { issueAt } from '../../support/issues.ts';
import { seededRandom } from '../../support/seededRandom.ts';

const first = issueAt(1, 1, { id: 'first', code: '1' });
const second = issueAt(2, 1, { id: 'second', code: '2', file: 'src/b.ts' });
const issues = [first, second];
const texts = new Map([
  ['src/a.ts', 'one\ntwo\n'],
  ['src/b.ts', 'one\ntwo\n'],
]);

function surveyOf(diagnostics: readonly Diagnostic[]) {
  return { diagnostics, texts };
}

/** Both issues are gone and nothing is odd, but for `more`. */
function evidence(more: Partial<Evidence> = {}): Evidence {
  return {
    before: surveyOf(issues),
    after: surveyOf([]),
    found: new Map(issues.map((issue) => [issue.id, issue])),
    suspicions: new Map(),
    overall: undefined,
    doubts: new Map(),
    overallDoubt: undefined,
    silenced: new Map(),
    ...more,
  };
}

function told(more: Partial<Evidence>): string[] {
  return judge(issues, evidence(more)).verdicts.map(({ verdict, reason }) =>
    `${verdict} ${reason}`.trim(),
  );
}

const silence: Suspicion = { verdict: 'suppressed', reason: 'hides it' };
const loss: Suspicion = { verdict: 'proposed', reason: 'deletes it' };

describe('judge', () => {
  it('calls it fixed when it is gone and nothing is odd', () => {
    assert.deepEqual(told({}), ['fixed', 'fixed']);
  });

  it('says that it remains when it is there', () => {
    assert.deepEqual(told({ after: surveyOf([second]) }), ['fixed', 'remains']);
  });

  it('does not judge what no checker reported before', () => {
    assert.deepEqual(told({ found: new Map([['first', first]]) }), [
      'fixed',
      'unverified no checker at hand reported it before the attempt',
    ]);
  });

  it('counts what is odd about the file of an issue', () => {
    const suspicions = new Map([['src/a.ts', loss]]);
    assert.deepEqual(told({ suspicions })[0], 'proposed deletes it');
  });

  it('counts what is odd about other files, the gravest first', () => {
    const suspicions = new Map([
      ['src/x.ts', loss],
      ['src/y.ts', silence],
    ]);
    assert.deepEqual(told({ suspicions }), [
      'suppressed src/y.ts: hides it',
      'suppressed src/y.ts: hides it',
    ]);
    assert.deepEqual(told({ suspicions: new Map([['src/x.ts', loss]]) }), [
      'proposed src/x.ts: deletes it',
      'proposed src/x.ts: deletes it',
    ]);
  });

  it('counts what is odd about the attempt as a whole', () => {
    assert.deepEqual(told({ overall: loss }), ['proposed deletes it', 'proposed deletes it']);
  });

  it('hears the doubts of the agent itself', () => {
    assert.deepEqual(told({ doubts: new Map([['first', 'may be wanted']]) }), [
      'proposed may be wanted',
      'fixed',
    ]);
    assert.deepEqual(told({ doubts: new Map([['first', 'this']]), overallDoubt: 'that' }), [
      'proposed this',
      'proposed that',
    ]);
  });

  it('says suppressed when it was gone only with another configuration', () => {
    const silenced = new Map([['first', 'gone only with tsconfig.json']]);
    assert.deepEqual(told({ after: surveyOf([first]), silenced }), [
      'suppressed gone only with tsconfig.json',
      'fixed',
    ]);
    assert.deepEqual(told({ silenced }), ['fixed', 'fixed']);
  });

  it('reports what was not there before', () => {
    const fresh = issueAt(2, 1, { code: '99' });
    assert.deepEqual(judge(issues, evidence({ after: surveyOf([fresh]) })).introduced, [fresh]);
  });

  it('calls nothing a success but issues that are all fixed, whatever the evidence', () => {
    const random = seededRandom(7);
    const sometimes = (share: number): boolean => random() < share;
    let successes = 0;
    for (let round = 0; round < 3000; round += 1) {
      const fresh = issueAt(2, 1, { code: '99' });
      const after = [...issues, fresh].filter(() => sometimes(0.2));
      const found = new Map(issues.filter(() => sometimes(0.9)).map((issue) => [issue.id, issue]));
      const oddFiles = ['src/a.ts', 'src/b.ts', 'src/c.ts'].filter(() => sometimes(0.1));
      const suspicions = new Map(oddFiles.map((file) => [file, sometimes(0.5) ? loss : silence]));
      const overall = sometimes(0.1) ? loss : undefined;
      const overallDoubt = sometimes(0.1) ? 'doubt' : undefined;
      const doubts = new Map(issues.filter(() => sometimes(0.1)).map(({ id }) => [id, 'doubt']));
      const more = { after: surveyOf(after), found, suspicions, overall, overallDoubt, doubts };
      const { verdicts, introduced } = judge(issues, evidence(more));
      assert.deepEqual(
        verdicts.map((entry) => entry.issueId),
        ['first', 'second'],
      );
      const isPlain =
        after.length === 0 &&
        found.size === 2 &&
        suspicions.size === 0 &&
        doubts.size === 0 &&
        (overall ?? overallDoubt) === undefined;
      const isOne = isSuccess({ verdicts, introduced, commit: 'c' });
      assert.equal(isOne, isPlain);
      if (isOne) successes += 1;
    }
    assert.ok(successes > 100);
  });
});
