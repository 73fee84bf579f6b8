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

  describe('when a service asks for patience', () => {
    /** A timer that the test lets end. */
    function manualTimer() {
      const timers: { readonly end: () => void; readonly ms: number; isStopped: boolean }[] = [];
      const startTimer = (end: () => void, ms: number) => {
        const timer = { end, ms, isStopped: false };
        timers.push(timer);
        return () => {
          timer.isStopped = true;
        };
      };
      return { timers, startTimer };
    }

    it('hands out less at once, and lets those who ask wait until somebody is done', async () => {
      const queue = new OrderQueue();
      queue.limitTo(2);
      for (const name of ['a', 'b', 'c', 'd']) queue.add(record(name).work);
      await queue.take('w1');
      await queue.take('w2');
      equal(queue.slowDown('a'), 1);
      queue.settle('a', { kind: 'cancelled' });
      const waiting = queue.take('w1');
      equal(queue.length, 2);
      queue.settle('b', { kind: 'cancelled' });
      equal((await waiting)?.orderId, 'c');
    });

    it('counts what it has handed out before anybody knows of it', () => {
      const queue = new OrderQueue();
      queue.limitTo(1);
      for (const worker of ['w1', 'w2']) void queue.take(worker);
      for (const name of ['a', 'b']) queue.add(record(name).work);
      equal(queue.length, 1);
    });

    it('hands out one more as soon as it may, and says when all may work again', async () => {
      const queue = new OrderQueue();
      queue.limitTo(2);
      for (const name of ['a', 'b', 'c']) queue.add(record(name).work);
      await queue.take('w1');
      queue.slowDown('a');
      const waiting = queue.take('w2');
      equal(queue.length, 2);
      equal(queue.speedUp(), 2);
      equal((await waiting)?.orderId, 'b');
      equal(queue.speedUp(), undefined);
    });

    it('sends those who wait away all the same when they are not wanted, and when all is over', async () => {
      const queue = new OrderQueue();
      const away = new AbortController();
      queue.limitTo(2);
      for (const name of ['a', 'b']) queue.add(record(name).work);
      await queue.take('w1');
      queue.slowDown('a');
      const gone = queue.take('w2', away.signal);
      away.abort();
      equal(await gone, undefined);
      const waiting = queue.take('w2');
      queue.pause();
      equal(await waiting, undefined);
      queue.resume();
      const last = queue.take('w2');
      queue.close(true);
      equal(await last, undefined);
    });

    it('hands work that is put off out last, and not before its time', async () => {
      const { timers, startTimer } = manualTimer();
      const queue = new OrderQueue(startTimer);
      for (const name of ['a', 'b']) queue.add(record(name).work);
      await queue.take('w1');
      queue.putOff('a', 2_000);
      equal((await queue.take('w1'))?.orderId, 'b');
      const waiting = queue.take('w2');
      deepEqual(
        timers.map(({ ms }) => ms),
        [2_000],
      );
      timers[0]?.end();
      equal((await waiting)?.orderId, 'a');
    });

    it('keeps work that comes back while nothing is handed out', async () => {
      const { timers, startTimer } = manualTimer();
      const queue = new OrderQueue(startTimer);
      queue.add(record('a').work);
      await queue.take('w1');
      queue.putOff('a', 2_000);
      queue.hold();
      const waiting = queue.take('w1');
      timers[0]?.end();
      equal(queue.length, 1);
      queue.release();
      equal((await waiting)?.orderId, 'a');
    });

    it('settles work that is put off at once when it is dropped, and when all is over', async () => {
      const { timers, startTimer } = manualTimer();
      const queue = new OrderQueue(startTimer);
      const [dropped, closed, late] = [record('a'), record('b'), record('c')];
      for (const { work } of [dropped, closed, late]) {
        queue.add(work);
        await queue.take('w1');
      }
      queue.putOff('a', 2_000);
      queue.putOff('b', 2_000);
      queue.drop('a');
      queue.close(true);
      queue.putOff('c', 2_000);
      const cancelled = [{ kind: 'cancelled' }];
      deepEqual([dropped.outcomes, closed.outcomes, late.outcomes], Array(3).fill(cancelled));
      deepEqual(
        timers.map(({ isStopped }) => isStopped),
        [true, true],
      );
    });
  });
});
