import { execFile } from 'node:child_process';
import { systemCodeOf } from './swarmError.ts';

/**
 * Ends a process that was started as the leader of its own group, and all that it started.
 * A group that is already gone is no error.
 */
export function killTree(pid: number, signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): void {
  if (process.platform === 'win32') {
    execFile('taskkill', ['/pid', String(pid), '/T', '/F'], () => undefined);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // macOS says EPERM of a group in which nobody lives any more, but somebody was not waited for.
    if (!['ESRCH', 'EPERM'].includes(systemCodeOf(error) ?? '')) throw error;
  }
}

/** Ends that process alone. One that is gone is no error. */
export function endProcess(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (systemCodeOf(error) !== 'ESRCH') throw error;
  }
}

/** True while a process of that id exists. */
export function isAlive(pid: number): boolean {
  // Zero and below stand for whole groups.
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCodeOf(error) === 'EPERM';
  }
}
