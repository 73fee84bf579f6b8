import assert from 'node:assert/strict';
import {
  safeRuffFixes,
  worthOfRuffFix,
} from '../../../../../src/core/agents/quickFix/ruff/ruffFixWorth.ts';

describe('worthOfRuffFix', () => {
  const worth = (code: string, isHeldSafe?: boolean, more: object = {}): string =>
    worthOfRuffFix({ code, file: 'a.py', losesComment: false, isHeldSafe, ...more }).worth;

  it('holds a fix safe whose rule is known to be, unless this very one is not', () => {
    assert.equal(worth('F401'), 'safe');
    assert.equal(worth('F401', true), 'safe');
    assert.equal(worth('F401', false), 'proposed');
    assert.equal(worth('F401', true, { losesComment: true }), 'proposed');
    assert.equal(worth('F401', true, { file: 'pkg/__init__.py' }), 'proposed');
  });

  it('judges a fix alike whether ruff tells that it is safe or does not tell', () => {
    assert.equal(worth('UP006'), 'proposed');
    assert.equal(worth('UP006', true), 'proposed');
    assert.equal(worth('B905', true), 'never');
  });

  it('gives each safe rule once, with a reason in one line', () => {
    const selectors = safeRuffFixes.map(({ selector }) => selector);
    assert.deepEqual(selectors, [...new Set(selectors)].sort());
    for (const { reason } of safeRuffFixes) assert.match(reason, /^[A-Z].{8,70}\.$/);
  });
});
