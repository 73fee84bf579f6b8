import assert from 'node:assert/strict';
import type { Verdict } from '../../../src/core/protocol/verdict.ts';
import { betterOf, isClean, isWorthKeeping, type Layer } from '../../../src/core/runner/layer.ts';
import { diagnosticAt } from '../../support/diagnostics.ts';

function layerOf(verdicts: readonly Verdict[], more: Partial<Layer> = {}): Layer {
  return {
    commit: 'c',
    parent: 'p',
    agents: ['agent'],
    isForeign: false,
    verdicts: verdicts.map((verdict, index) => ({ issueId: `i${index}`, verdict, reason: '' })),
    introduced: [],
    ...more,
  };
}

const introduced = [diagnosticAt(1, 1)];

describe('isClean', () => {
  const cases: readonly (readonly [string, Layer, boolean])[] = [
    ['a fix', layerOf(['fixed']), true],
    ['a fix beside what is left', layerOf(['fixed', 'remains']), true],
    ['no fix', layerOf(['remains']), false],
    ['a fix with a proposal', layerOf(['fixed', 'proposed']), false],
    ['a fix with a suppression', layerOf(['fixed', 'suppressed']), false],
    ['a fix with something new', layerOf(['fixed'], { introduced }), false],
    ['a fix of ours beside what nobody can check', layerOf(['fixed', 'unverified']), true],
    [
      'a fix of a foreign program beside what nobody can check',
      layerOf(['fixed', 'unverified'], { isForeign: true }),
      false,
    ],
  ];

  for (const [name, layer, expected] of cases) {
    it(`says ${expected} of ${name}`, () => assert.equal(isClean(layer), expected));
  }
});

describe('isWorthKeeping', () => {
  it('keeps what made something go away, or what nobody can judge', () => {
    for (const verdict of ['fixed', 'proposed', 'suppressed', 'unverified'] as const) {
      assert.equal(isWorthKeeping(layerOf(['remains', verdict])), true);
    }
    assert.equal(isWorthKeeping(layerOf(['remains', 'remains'])), false);
    assert.equal(isWorthKeeping(layerOf([])), false);
  });
});

describe('betterOf', () => {
  const one = layerOf(['proposed']);

  it('takes what there is', () => assert.equal(betterOf(undefined, one), one));

  it('takes the one with more fixes and proposals', () => {
    const two = layerOf(['proposed', 'fixed']);
    assert.equal(betterOf(one, two), two);
    assert.equal(betterOf(two, one), two);
  });

  it('counts what is new against it', () => {
    const harmful = layerOf(['proposed', 'fixed'], { introduced: [...introduced, ...introduced] });
    assert.equal(betterOf(one, harmful), one);
  });

  it('keeps the earlier of two that are equal', () => {
    assert.equal(betterOf(one, layerOf(['fixed'])), one);
  });

  it('prefers anything to a suppression', () => {
    assert.equal(betterOf(layerOf(['suppressed']), one), one);
  });
});
