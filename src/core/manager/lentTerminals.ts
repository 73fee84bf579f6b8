import { groupBy } from '../base/groupBy.ts';
import type { RunnerEvent } from '../protocol/taskFile.ts';
import type { RunRecorder } from './runRecorder.ts';

/**
 * Closes terminals, or workers of any other sort, that a server has lent.
 * @returns those that are closed now.
 */
export type CloseTerminals = (server: string, ids: readonly string[]) => Promise<readonly string[]>;

/** Writes down what a runner says of a worker that a server has lent to one of its agents. */
export async function noteLent(
  recorder: RunRecorder,
  { server, id, state }: Extract<RunnerEvent, { event: 'lent' }>,
): Promise<void> {
  await recorder.append({ event: 'terminal', server, id, state });
}

/** Closes what a run has left open, as far as its servers answer; the rest is tried again another time. */
export async function giveBackTerminals(
  recorder: RunRecorder,
  close: CloseTerminals,
): Promise<void> {
  const open = groupBy([...recorder.view().terminals], ([, server]) => server);
  for (const [server, lent] of open) {
    const ids = lent.map(([id]) => id);
    for (const id of await close(server, ids)) {
      await recorder.append({ event: 'terminal', server, id, state: 'closed' });
    }
  }
}
