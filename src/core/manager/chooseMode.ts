import { availableParallelism, freemem } from 'node:os';
import type { SwarmMode } from '../protocol/swarmClient.ts';

/** What the machine has to give. */
export interface Machine {
  readonly cores: number;
  readonly freeBytes: number;
}

/** A worker with a type checker in it takes about that much. */
const bytesForTwoWorkers = 768 * 1024 * 1024;

export function thisMachine(): Machine {
  return { cores: availableParallelism(), freeBytes: freemem() };
}

/** How many tasks run at once, and why not more, for a person; the reason is empty when all is as asked. */
export interface ChosenMode {
  readonly mode: SwarmMode;
  readonly workers: number;
  readonly reason: string;
}

/** One task at a time when that is asked for, or when the machine has no room for two. */
export function chooseMode(isSwarm: boolean, workers: number, machine: Machine): ChosenMode {
  const sequential = (reason: string): ChosenMode => ({ mode: 'sequential', workers: 1, reason });
  if (!isSwarm || workers === 1) return sequential('');
  if (machine.cores < 2) return sequential('this machine has one core');
  if (machine.freeBytes < bytesForTwoWorkers) return sequential('this machine is short of memory');
  return { mode: 'parallel', workers, reason: '' };
}
