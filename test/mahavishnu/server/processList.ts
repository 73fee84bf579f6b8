import { readdirSync, readFileSync } from 'node:fs';

/** A process of this machine, as the kernel shows it. */
export interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  /** The words of its command with a blank after each. */
  readonly command: string;
  /** Variables, each `NAME=value`, as they were when it began. */
  readonly environment: readonly string[];
}

function read(pid: number): ListedProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // It has ended, and only waits for somebody to ask how.
    if (state === 'Z') return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return { pid, parent: Number(parent), command, environment };
  } catch {
    return undefined; // It has ended meanwhile.
  }
}

/** All that live, except this one. */
export function listProcesses(): ListedProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => read(Number(name)) ?? []);
}

/** A process, its parent, and so on. */
export function lineageOf(pid: number): ListedProcess[] {
  const one = pid > 1 ? read(pid) : undefined;
  return one === undefined ? [] : [one, ...lineageOf(one.parent)];
}
