import { ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export interface LivingProcess {
  readonly pid: number;
  readonly commandLine: string;
}

/** All others that were started with a mark in their environment, `SWARM_MARK`. Linux only. */
export function processesOf(mark: string): LivingProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const environment = readFileSync(`/proc/${name}/environ`, 'utf8');
        if (!environment.includes(`SWARM_MARK=${mark}`)) return [];
        const commandLine = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), commandLine }];
      } catch {
        return []; // It has ended meanwhile.
      }
    });
}

/** Of somebody else's process nobody tells that it has ended: one has to look. */
export async function untilNobodyLives(mark: string): Promise<void> {
  for (let tries = 0; processesOf(mark).length > 0; tries += 1) {
    ok(tries < 1000, `still alive: ${JSON.stringify(processesOf(mark))}`);
    await delay(20);
  }
}
