import { deepEqual, equal } from 'node:assert/strict';
import { Concurrency } from '../../../src/core/manager/concurrency.ts';

const four = ['a', 'b', 'c', 'd'];

function ofFour(): Concurrency {
  const concurrency = new Concurrency();
  concurrency.limitTo(4);
  return concurrency;
}

describe('Concurrency', () => {
  it('is as high as there are workers as long as nobody asks for patience', () => {
    const concurrency = ofFour();
    deepEqual([concurrency.allows(3), concurrency.allows(4)], [true, false]);
    equal(concurrency.raise(), false);
    equal(concurrency.now, 4);
  });

  it('is halved when somebody is asked for patience, and one order always goes on', () => {
    const concurrency = ofFour();
    equal(concurrency.lower('a', four), true);
    equal(concurrency.now, 2);
    equal(concurrency.lower('a', four), true);
    equal(concurrency.lower('a', ['a']), false);
    equal(concurrency.now, 1);
  });

  it('is halved once for what all of those at work hear at the same time', () => {
    const concurrency = ofFour();
    deepEqual(
      four.map((orderId) => concurrency.lower(orderId, four)),
      [true, false, false, false],
    );
    equal(concurrency.now, 2);
    equal(concurrency.lower('b', four), true);
    equal(concurrency.now, 1);
  });

  it('is halved from what is at work, not from what might be', () => {
    const concurrency = new Concurrency();
    concurrency.limitTo(50);
    concurrency.lower('a', four);
    equal(concurrency.now, 2);
  });

  it('comes back one by one', () => {
    const concurrency = ofFour();
    concurrency.lower('a', four);
    deepEqual([concurrency.raise(), concurrency.isFull], [true, false]);
    deepEqual([concurrency.raise(), concurrency.isFull], [true, true]);
    equal(concurrency.raise(), false);
  });

  it('stays low when another backend has as many workers, and has no more than that', () => {
    const concurrency = ofFour();
    concurrency.lower('a', four);
    concurrency.limitTo(8);
    equal(concurrency.now, 2);
    concurrency.limitTo(1);
    deepEqual([concurrency.now, concurrency.isFull], [1, true]);
  });

  it('does not mind what comes of an order that has ended', () => {
    const concurrency = ofFour();
    equal(concurrency.lower('z', four), false);
    equal(concurrency.now, 4);
  });
});
