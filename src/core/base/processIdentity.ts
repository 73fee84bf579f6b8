import { readFileSync } from 'node:fs';
import { isAlive } from './killTree.ts';

/** Tells one process from a later one that was given the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** The kernel's start time where it can be read (Linux), else empty. */
  readonly startedAt: string;
}

// Field 22 of /proc/<pid>/stat; the name in field 2 may hold spaces, so count from its closing bracket.
function startTimeOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

export function identifyProcess(pid: number): ProcessIdentity {
  return { pid, startedAt: startTimeOf(pid) };
}

/** True while that very process lives. Without a start time, any process of its id is taken for it. */
export function isSameProcess(identity: ProcessIdentity): boolean {
  if (!isAlive(identity.pid)) return false;
  return identity.startedAt === '' || startTimeOf(identity.pid) === identity.startedAt;
}
