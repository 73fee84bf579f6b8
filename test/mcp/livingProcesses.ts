import { ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** All processes that were started with a mark in their environment. Linux only. */
export function processesOf(mark: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    if (pid === process.pid) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`SWARM_MARK=${mark}`);
    } catch {
      return false; // It has ended meanwhile.
    }
  });
}

export async function untilNobodyLives(mark: string): Promise<void> {
  for (let tries = 0; processesOf(mark).length > 0; tries += 1) {
    ok(tries < 1000, `still alive: ${processesOf(mark).join(', ')}`);
    await delay(20);
  }
}
