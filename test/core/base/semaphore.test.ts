import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { Semaphore } from '../../../src/core/base/semaphore.ts';

describe('Semaphore', () => {
  it('never lets more than its limit work at once, in the order in which they came', async () => {
    const semaphore = new Semaphore(3);
    const begun: number[] = [];
    let working = 0;
    let most = 0;
    const work = async (index: number): Promise<number> => {
      begun.push(index);
      working += 1;
      most = Math.max(most, working);
      for (let turn = 0; turn < index % 4; turn += 1) await setImmediate();
      working -= 1;
      return index;
    };
    const indices = Array.from({ length: 30 }, (_, index) => index);
    const results = await Promise.all(indices.map((index) => semaphore.run(() => work(index))));
    assert.deepEqual(results, indices);
    assert.deepEqual(begun, indices);
    assert.equal(most, 3);
  });

  it('lets the next one in when one fails', async () => {
    const semaphore = new Semaphore(1);
    const failing = semaphore.run(() => Promise.reject(new Error('no luck')));
    const next = semaphore.run(async () => 'done');
    await assert.rejects(failing, /no luck/);
    assert.equal(await next, 'done');
    assert.equal(await semaphore.run(async () => 'again'), 'again');
  });
});
