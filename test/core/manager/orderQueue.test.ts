import { deepEqual, equal } from 'node:assert/strict';
import { OrderQueue, type QueuedWork } from '../../../src/core/manager/orderQueue.ts';
import type { TaskOutcome } from '../../../src/core/protocol/swarmClient.ts';

interface Recorded {
  readonly work: QueuedWork;
  readonly outcomes: TaskOutcome[];
}

function record(orderId: string): Recorded {
  const outcomes: TaskOutcome[] = [];
  const prepare = async () => ({ orderId, directory: `/${orderId}`, timeoutSeconds: 1 });
  return { outcomes, work: { orderId, prepare, settle: (outcome) => outcomes.push(outcome) } };
}

describe('OrderQueue', () => {
  it('hands out work in order, and settles each piece once', async () => {
    const queue = new OrderQueue();
    const [first, second] = [record('a'), record('b')];
    queue.add(first.work);
    queue.add(second.work);
    equal((await queue.take('w1'))?.orderId, 'a');
    equal((await queue.take('w2'))?.orderId, 'b');
    queue.settle('a', { kind: 'lost', reason: 'gone' });
    queue.settle('a', { kind: 'cancelled' });
    deepEqual(first.outcomes, [{ kind: 'lost', reason: 'gone' }]);
    deepEqual(second.outcomes, []);
  });

  it('gives new work to the worker that has waited shortest: its checkers are warm', async () => {
    const queue = new OrderQueue();
    const waiting = [queue.take('cold'), queue.take('warm')];
    queue.add(record('a').work);
    equal((await waiting[1])?.orderId, 'a');
    queue.close(true);
    equal(await waiting[0], undefined);
  });

  it('puts work of a lost worker back to the front', async () => {
    const queue = new OrderQueue();
    queue.add(record('a').work);
    queue.add(record('b').work);
    await queue.take('w1');
    queue.putBack('a');
    equal((await queue.take('w1'))?.orderId, 'a');
  });

  it('settles everything that waits when it is closed, and what comes later', async () => {
    const queue = new OrderQueue();
    const [early, late] = [record('a'), record('b')];
    queue.add(early.work);
    queue.close(true);
    queue.add(late.work);
    deepEqual([early.outcomes, late.outcomes], [[{ kind: 'cancelled' }], [{ kind: 'cancelled' }]]);
    equal(await queue.take('w1'), undefined);
  });

  it('hands out what waits after it is closed without dropping', async () => {
    const queue = new OrderQueue();
    queue.add(record('a').work);
    queue.close(false);
    equal((await queue.take('w1'))?.orderId, 'a');
    equal(await queue.take('w1'), undefined);
  });

  it('sends workers away while it is paused, and keeps the work', async () => {
    const queue = new OrderQueue();
    const waiting = queue.take('w1');
    queue.pause();
    equal(await waiting, undefined);
    queue.add(record('a').work);
    equal(await queue.take('w1'), undefined);
    queue.resume();
    equal((await queue.take('w1'))?.orderId, 'a');
  });

  it('lets workers wait while it is held, old ones and new ones, and serves them after that', async () => {
    const queue = new OrderQueue();
    const early = queue.take('w1');
    queue.hold();
    for (const name of ['a', 'b', 'c']) queue.add(record(name).work);
    const late = queue.take('w2');
    equal(queue.length, 3);
    queue.release();
    deepEqual([(await early)?.orderId, (await late)?.orderId].sort(), ['a', 'b']);
    equal((await queue.take('w1'))?.orderId, 'c');
  });

  it('sends workers away that wait because it is held, when it is closed', async () => {
    const queue = new OrderQueue();
    const kept = record('a');
    queue.hold();
    queue.add(kept.work);
    const waiting = queue.take('w1');
    queue.close(true);
    equal(await waiting, undefined);
    deepEqual(kept.outcomes, [{ kind: 'cancelled' }]);
  });

  it('drops one piece of work that waits, and none that is taken', async () => {
    const queue = new OrderQueue();
    const all = ['a', 'b', 'c'].map(record);
    for (const { work } of all) queue.add(work);
    await queue.take('w1');
    queue.drop('a');
    queue.drop('b');
    queue.drop('z');
    deepEqual(
      all.map(({ outcomes }) => outcomes),
      [[], [{ kind: 'cancelled' }], []],
    );
    equal((await queue.take('w1'))?.orderId, 'c');
  });

  it('settles work as lost when its order cannot be written, and goes on', async () => {
    const queue = new OrderQueue();
    const bad = record('a');
    queue.add({ ...bad.work, prepare: () => Promise.reject(new Error('disk full')) });
    queue.add(record('b').work);
    equal((await queue.take('w1'))?.orderId, 'b');
    equal(bad.outcomes[0]?.kind, 'lost');
  });
});
