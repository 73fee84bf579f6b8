import { deepEqual } from 'node:assert/strict';
import { money, roundly } from '../../../src/core/base/amounts.ts';

describe('amounts', () => {
  it('of money have the digits that somebody who pays looks at, and never round something to nothing', () => {
    const amounts = [0, 0.05, 0.0142, 0.5, 0.00071, 0.00002, 1, 12.345, 100, 2.5];
    deepEqual(amounts.map(money), [
      '$0.00',
      '$0.05',
      '$0.0142',
      '$0.50',
      '$0.0007',
      '<$0.0001',
      '$1.00',
      '$12.35',
      '$100.00',
      '$2.50',
    ]);
  });

  it('of many things are short', () => {
    const numbers = [0, 842, 999, 999.6, 1000, 12_345, 999_940, 999_960, 1_500_000];
    deepEqual(numbers.map(roundly), [
      '0',
      '842',
      '999',
      '1.0k',
      '1.0k',
      '12.3k',
      '999.9k',
      '1.0M',
      '1.5M',
    ]);
  });
});
