import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { killTree } from '../../../src/core/base/killTree.ts';
import { closeAtExit } from '../../host/closeAtExit.ts';
import type { ProgramStart } from '../programs/prepareProgram.ts';

/** An agent program that runs. */
export interface StartedProgram {
  readonly input: Writable;
  readonly output: Readable;
  /** Ends it, with all that it has started. */
  end(): Promise<void>;
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

async function endGroup(child: Child): Promise<void> {
  const { pid, exitCode, signalCode } = child;
  const hasEnded = exitCode !== null || signalCode !== null;
  const exited = hasEnded ? undefined : once(child, 'exit');
  if (pid !== undefined) killTree(pid);
  await exited;
}

/** Starts an agent program in a folder; it ends with this process at the latest. */
export async function startProgram(start: ProgramStart, cwd: string): Promise<StartedProgram> {
  const { command, args, env } = start;
  const child = spawn(command, args, {
    cwd,
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  await once(child, 'spawn');
  const forget = closeAtExit(() => {
    if (child.pid !== undefined) killTree(child.pid);
  });
  return {
    input: child.stdin,
    output: child.stdout,
    async end() {
      await endGroup(child);
      forget();
    },
  };
}
