import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { isAlive } from '../../src/core/base/killTree.ts';

/** A process that has ended stays in the table until somebody asks for its exit code. */
export async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return isAlive(pid) && !/\) Z /.test(status);
}

export async function assertEnded(pid: number): Promise<void> {
  const deadline = Date.now() + 5000;
  while (await isRunning(pid)) {
    assert.ok(Date.now() < deadline, `process ${pid} is still there`);
    await setImmediate();
  }
}
