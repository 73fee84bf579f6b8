import { appendFileSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { withLock } from '../../src/core/base/lockFile.ts';

// A process of its own that takes a lock again and again: <lock> <log> <start file> <rounds>
const [lock = '', log = '', start = '', rounds = '0'] = process.argv.slice(2);
process.stdout.write('ready\n');
while (!existsSync(start)) await setImmediate();
for (let round = 0; round < Number(rounds); round += 1) {
  await withLock(lock, { purpose: 'test', timeoutMs: 60_000 }, async () => {
    appendFileSync(log, `in ${process.pid}\n`);
    await setImmediate();
    appendFileSync(log, `out ${process.pid}\n`);
    if (round % 2 === 0) leaveStaleLock(round);
  });
}

/** As if this process had been killed with the lock in its hands. */
function leaveStaleLock(round: number): void {
  const token = `stale-${process.pid}-${round}`;
  const nobody = { pid: 2 ** 22 + 1, startedAt: '1', host: hostname() };
  const text = JSON.stringify({ ...nobody, purpose: 'killed', since: '', token });
  writeFileSync(`${lock}.${token}`, text);
  renameSync(`${lock}.${token}`, lock);
}
