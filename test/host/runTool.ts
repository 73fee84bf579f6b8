import { killTree } from '../../src/core/base/killTree.ts';
import { createRunProcess } from '../../src/core/base/runProcess.ts';
import { closeAtExit } from './closeAtExit.ts';

const forgets = new Map<number, () => void>();

function follow(pid: number, isAlive: boolean): void {
  forgets.get(pid)?.();
  forgets.delete(pid);
  if (!isAlive) return;
  const forget = closeAtExit(() => killTree(pid));
  forgets.set(pid, forget);
}

/** Runs a program to its end; it ends with this process at the latest. */
export const runTool = createRunProcess({ onProcess: follow });
