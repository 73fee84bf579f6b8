import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { LockClock } from '../../../src/core/base/lockClock.ts';
import {
  isHeld,
  readHolder,
  readLiveHolder,
  tryLock,
  withLock,
} from '../../../src/core/base/lockFile.ts';
import { isThisProcess } from '../../../src/core/base/lockHolder.ts';
import { isCancellation, isSwarmError } from '../../../src/core/base/swarmError.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

const contender = join(import.meta.dirname, '../../support/lockInProcess.ts');
const nobody = { pid: 2 ** 22 + 1, startedAt: '1', host: hostname() };

/** A clock that somebody turns by hand. */
class HandClock implements LockClock {
  readonly #work = new Set<() => Promise<void>>();
  #now = Date.now();

  readonly now = (): number => this.#now;

  readonly every = (_ms: number, work: () => Promise<void>): (() => void) => {
    this.#work.add(work);
    return () => this.#work.delete(work);
  };

  get beats(): number {
    return this.#work.size;
  }

  pass(ms: number): void {
    this.#now += ms;
  }

  async beat(): Promise<void> {
    for (const work of this.#work) await work();
  }
}

describe('A lock', () => {
  let project: TemporaryProject;
  let path: string;

  beforeEach(async () => {
    project = await temporaryProject({});
    path = project.path('deep/a.lock');
  });

  afterEach(() => project.remove());

  function leave(holder: object): Promise<void> {
    const rest = { purpose: 'a run', since: 'yesterday', token: 'old' };
    return project.write('deep/a.lock', JSON.stringify({ ...rest, ...holder }));
  }

  it('is had by one, and by the next when it is given back', async () => {
    const first = await tryLock(path, 'first');
    assert.ok(isHeld(first));
    const second = await tryLock(path, 'second');
    assert.ok(!isHeld(second));
    assert.deepEqual([second.pid, second.purpose], [process.pid, 'first']);
    assert.ok(isThisProcess(second));
    assert.ok(!isThisProcess({ ...second, namespace: 'kernel pid:[1]' }));
    await first.release();
    assert.equal(await readHolder(path), undefined);
    const third = await tryLock(path, 'third');
    assert.ok(isHeld(third));
    await third.release();
    assert.deepEqual(await readdir(project.path('deep')), []);
  });

  it('is taken over from a process that is dead', async () => {
    await leave(nobody);
    const lock = await tryLock(path, 'mine');
    assert.ok(isHeld(lock));
    assert.equal((await readHolder(path))?.purpose, 'mine');
    assert.deepEqual(await readdir(project.path('deep')), ['a.lock']);
  });

  it('is taken over from a process whose id another one has now', async () => {
    await leave({ pid: process.pid, startedAt: '1', host: hostname() });
    assert.ok(isHeld(await tryLock(path, 'mine')));
  });

  it('is taken over when nobody can read it', async () => {
    for (const text of ['', '{"pid":', '{}', 'null']) {
      await project.write('deep/a.lock', text);
      const lock = await tryLock(path, 'mine');
      assert.ok(isHeld(lock), text);
      await lock.release();
    }
  });

  it('is not taken over from a process that lives', async () => {
    const child = spawn('sleep', ['60']);
    await once(child, 'spawn');
    await leave({ pid: child.pid, startedAt: '', host: hostname() });
    assert.ok(!isHeld(await tryLock(path, 'mine')));
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.ok(isHeld(await tryLock(path, 'mine')));
  });

  it('is not taken over from another machine, of whose processes nobody knows', async () => {
    await leave({ ...nobody, host: 'elsewhere' });
    assert.ok(!isHeld(await tryLock(path, 'mine')));
  });

  it('is not taken over from a container of the same name, whose processes are others', async () => {
    await leave({ ...nobody, namespace: 'kernel pid:[1]' });
    assert.ok(!isHeld(await tryLock(path, 'mine')));
    assert.equal((await readLiveHolder(path))?.purpose, 'a run');
  });

  it('is taken over from another machine or container that has been silent for a minute', async () => {
    for (const place of [{ host: 'elsewhere' }, { namespace: 'kernel pid:[1]' }]) {
      const clock = new HandClock();
      await leave({ ...nobody, ...place });
      clock.pass(50_000);
      assert.ok(!isHeld(await tryLock(path, 'mine', clock)));
      clock.pass(20_000);
      assert.equal(await readLiveHolder(path, clock), undefined);
      const lock = await tryLock(path, 'mine', clock);
      assert.ok(isHeld(lock));
      await lock.release();
    }
  });

  it('tells others for as long as it is held that its holder is there', async () => {
    const clock = new HandClock();
    const lock = await tryLock(path, 'a long run', clock);
    assert.ok(isHeld(lock));
    const holder = await readHolder(path);
    await project.write('deep/a.lock', JSON.stringify({ ...holder, host: 'elsewhere' }));
    clock.pass(10 * 60_000);
    await clock.beat();
    clock.pass(50_000);
    assert.ok(!isHeld(await tryLock(path, 'mine', clock)));
    await lock.release();
    assert.equal(clock.beats, 0);
  });

  it('that somebody else has by now is not kept from growing old', async () => {
    const clock = new HandClock();
    assert.ok(isHeld(await tryLock(path, 'first', clock)));
    await leave({ ...nobody, host: 'elsewhere' });
    clock.pass(70_000);
    await clock.beat();
    assert.equal(await readLiveHolder(path, clock), undefined);
  });

  it('given back late does not take it from who has it now', async () => {
    const first = await tryLock(path, 'first');
    assert.ok(isHeld(first));
    await leave(nobody);
    assert.ok(isHeld(await tryLock(path, 'second')));
    await first.release();
    assert.equal((await readHolder(path))?.purpose, 'second');
  });

  it('is given back whatever happens', async () => {
    const wait = { purpose: 'work', timeoutMs: 1000 };
    const failing = withLock(path, wait, () => Promise.reject(new Error('no luck')));
    await assert.rejects(failing, /no luck/);
    assert.equal(await withLock(path, wait, async () => 'done'), 'done');
    assert.equal(await readHolder(path), undefined);
  });

  it('is not waited for longer than asked: then it says who has it', async () => {
    const lock = await tryLock(path, 'a long run');
    const wait = { purpose: 'work', timeoutMs: 0 };
    await assert.rejects(
      withLock(path, wait, async () => assert.fail('two have it')),
      (error) =>
        isSwarmError(error, 'locked') &&
        error.message.includes(`process ${process.pid} (a long run`),
    );
    assert.ok(isHeld(lock));
  });

  it('is not waited for any more when that is cancelled', async () => {
    const lock = await tryLock(path, 'a long run');
    const controller = new AbortController();
    const wait = { purpose: 'work', timeoutMs: 60_000, signal: controller.signal };
    const waiting = withLock(path, wait, async () => undefined);
    controller.abort();
    await assert.rejects(waiting, isCancellation);
    assert.ok(isHeld(lock));
  });

  it('is never had by two of eight processes, also when its holders keep dying', async () => {
    await leave(nobody);
    const log = project.path('log');
    const start = project.path('start');
    const rounds = 12;
    const children = Array.from({ length: 8 }, () =>
      spawn(process.execPath, [contender, path, log, start, String(rounds)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
    await Promise.all(children.map((child) => once(child.stdout, 'data')));
    const ends = children.map((child) => once(child, 'exit'));
    await project.write('start', '');
    assert.deepEqual(
      (await Promise.all(ends)).map(([code]) => code),
      children.map(() => 0),
    );
    const lines = (await project.read('log')).trimEnd().split('\n');
    assert.equal(lines.length, 8 * rounds * 2);
    for (let index = 0; index < lines.length; index += 2) {
      assert.equal(lines[index]?.replace('in', 'out'), lines[index + 1], `line ${index + 1}`);
    }
  });
});
