import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isAlive, killTree } from '../../../src/core/base/killTree.ts';
import { identifyProcess, isSameProcess } from '../../../src/core/base/processIdentity.ts';

describe('killTree', () => {
  it('ends a process and what it has started', async () => {
    const child = spawn('sh', ['-c', 'sleep 60 & wait'], { detached: true, stdio: 'pipe' });
    await once(child, 'spawn');
    const { pid = 0 } = child;
    const identity = identifyProcess(pid);
    assert.equal(isSameProcess(identity), true);
    killTree(pid);
    // Its output closes when nobody holds it any more: neither the shell nor what it started.
    const [code, signal] = await once(child, 'close');
    assert.deepEqual([code, signal], [null, 'SIGKILL']);
    assert.equal(isAlive(pid), false);
    assert.equal(isSameProcess(identity), false);
  });

  it('does not mind that all are gone', async () => {
    const child = spawn('true', { detached: true });
    await once(child, 'close');
    assert.doesNotThrow(() => killTree(child.pid ?? 0));
  });
});

describe('isAlive', () => {
  it('knows this process, and no process of a number that stands for groups', () => {
    assert.equal(isAlive(process.pid), true);
    for (const pid of [0, -1, 2 ** 22 + 1]) assert.equal(isAlive(pid), false);
  });
});

describe('isSameProcess', () => {
  it('tells a process from a later one of the same id', () => {
    const self = identifyProcess(process.pid);
    assert.equal(isSameProcess(self), true);
    assert.equal(isSameProcess({ ...self, startedAt: '1' }), false);
    assert.equal(isSameProcess({ ...self, startedAt: '' }), true);
  });
});
