import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from '../../../src/core/base/killTree.ts';

/** The second field behind the name, which may hold spaces. */
function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}

function childrenOf(parent: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.map(Number).filter((pid) => parentOf(pid) === parent);
}

/** A process that has ended meanwhile is none. */
function isRunner(pid: number): boolean {
  try {
    // Where the editor has the extension from its package.
    return /swarm-autofix-\d/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}

/** The processes at work on the tasks of a run that this process manages. */
export function workersOf(manager: number): number[] {
  return childrenOf(manager).filter(isRunner);
}

/** Until none of them lives: of somebody else's process nobody tells that it has ended. */
export async function gone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await delay(20);
}
