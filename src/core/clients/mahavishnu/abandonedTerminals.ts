import { endProcess } from '../../base/killTree.ts';
import { type RunProcess, runProcess } from '../../base/runProcess.ts';
import { isOurTerminalId } from '../terminals.ts';

const tmuxLine = /^ *(\d+) (?:\S*\/)?tmux (.*)$/;

function pidsOf(listing: string, ids: readonly string[]): number[] {
  return listing.split('\n').flatMap((line) => {
    const [, pid, words = ''] = tmuxLine.exec(line) ?? [];
    const isOurs = ids.some((id) => `${words} `.includes(` new-session -d -s ${id} `));
    return pid !== undefined && isOurs ? [Number(pid)] : [];
  });
}

/**
 * Ends the tmux servers of terminals that their Mahavishnu server cannot end any more. One that is
 * killed between making a terminal and typing the first line leaves an empty shell, which it does not
 * know of when it is back.
 * @param ids the names of terminals of ours; those that a server has named are left to that server, as
 * anybody's session may be called so.
 */
export async function endAbandonedTerminals(
  ids: readonly string[],
  run: RunProcess = runProcess,
): Promise<void> {
  const ours = ids.filter(isOurTerminalId);
  if (ours.length === 0 || process.platform === 'win32') return;
  const { stdout } = await run({ command: 'ps', args: ['-axww', '-o', 'pid=,args='], cwd: '/' });
  for (const pid of pidsOf(stdout.toString(), ours)) endProcess(pid, 'SIGTERM');
}
