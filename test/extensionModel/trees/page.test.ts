import { deepEqual, equal } from 'node:assert/strict';
import { pageOf, rowsOfPage } from '../../../src/extension/trees/page.ts';

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_none, index) => index);
}

describe('the pages of a long list', () => {
  it('have every row once, in order', () => {
    for (const count of [0, 1, rowsOfPage, 3 * rowsOfPage, 3 * rowsOfPage + 7]) {
      const all = numbers(count);
      const seen: number[] = [];
      let [start, left] = [0, count];
      do {
        const { rows, end, rest } = pageOf(all, start);
        seen.push(...rows);
        [start, left] = [end, rest.length];
      } while (left > 0);
      deepEqual(seen, all);
    }
  });

  it('fold away more than one row, or none', () => {
    equal(pageOf(numbers(rowsOfPage + 1), 0).rest.length, 0);
    equal(pageOf(numbers(rowsOfPage + 2), 0).rest.length, 2);
  });
});
