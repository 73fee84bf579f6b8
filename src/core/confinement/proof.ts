import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunProcess } from '../base/runProcess.ts';
import { messageOf } from '../base/swarmError.ts';
import type { Sandbox } from './sandbox.ts';

const timeoutMs = 20_000;

/** Writes in the first folder and tries to write in the second one. */
const script =
  'echo kept > "$1/kept" && { echo lost > "$2/lost"; } 2> /dev/null; test -e "$1/kept"';

async function tryIn(sandbox: Sandbox, run: RunProcess, folder: string): Promise<string> {
  const [inside, outside] = [join(folder, 'inside'), join(folder, 'outside')];
  await mkdir(inside);
  await mkdir(outside);
  const shell = { command: '/bin/sh', args: ['-c', script, 'sh', inside, outside] };
  const territory = { worktree: inside, writable: [], readOnly: [], visible: [outside] };
  const confined = await sandbox.wrap(shell, territory);
  const { exitCode, stderr } = await run({ ...confined, cwd: inside, timeoutMs });
  if (exitCode !== 0) return stderr.trim().split('\n')[0] || `it ended with ${exitCode}`;
  if (!existsSync(join(inside, 'kept'))) return 'what may be written was not written';
  if (existsSync(join(outside, 'lost'))) return 'what may not be written was written';
  return '';
}

/**
 * Really runs a shell in a sandbox: what it may write must be there afterwards, and what it may not
 * write must not.
 * @returns what went wrong, in a line; empty when all is well.
 */
export async function provenFault(sandbox: Sandbox, run: RunProcess): Promise<string> {
  try {
    const folder = await mkdtemp(join(tmpdir(), 'swarm-autofix-'));
    try {
      return await tryIn(sandbox, run, folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (error) {
    return messageOf(error);
  }
}
