import assert from 'node:assert/strict';
import { secondsBetween } from '../../../src/core/base/clock.ts';
import { groupBy } from '../../../src/core/base/groupBy.ts';

describe('groupBy', () => {
  it('keeps keys and values in the order of their first appearance', () => {
    const groups = groupBy(['pear', 'apple', 'plum', 'avocado'], (word) => word[0]);
    assert.deepEqual(
      [...groups],
      [
        ['p', ['pear', 'plum']],
        ['a', ['apple', 'avocado']],
      ],
    );
    assert.equal(groupBy([], String).size, 0);
  });
});

describe('secondsBetween', () => {
  it('counts in tenths', () => {
    assert.equal(secondsBetween(1000, 2249), 1.2);
    assert.equal(secondsBetween(1000, 1000), 0);
  });
});
