import { deepEqual, equal, rejects } from 'node:assert/strict';
import { inTurns } from '../../../src/core/base/inTurns.ts';

/** Work that leaves the thread to nobody. */
function block(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('inTurns', () => {
  it('does the work in order, each item when the one before is done', async () => {
    const done: string[] = [];
    await inTurns(['one', 'two', 'three'], async (item) => {
      done.push(`${item} begins`);
      await Promise.resolve();
      done.push(`${item} ends`);
    });
    deepEqual(done, [
      ...['one begins', 'one ends', 'two begins', 'two ends'],
      ...['three begins', 'three ends'],
    ]);
  });

  it('lets others have their turn during long work', async () => {
    let turns = 0;
    const others = setInterval(() => {
      turns += 1;
    }, 1);
    const seen: number[] = [];
    await inTurns([1, 2, 3, 4], () => {
      block(12);
      seen.push(turns);
    });
    clearInterval(others);
    equal(new Set(seen).size > 1, true);
  });

  it('stops at what the work throws', async () => {
    const done: number[] = [];
    const work = (item: number): void => {
      if (item === 2) throw new Error('no');
      done.push(item);
    };
    await rejects(inTurns([1, 2, 3], work), /no/);
    deepEqual(done, [1]);
  });
});
