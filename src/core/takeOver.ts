import type { SwarmListener } from './manager/swarmEvent.ts';
import type { FoundTask } from './manager/taskSelection.ts';
import type { Swarm } from './swarm.ts';

/**
 * Runs in the place of earlier tasks. What they had come to is discarded once the run has found its
 * problems, and not before: a run that cannot begin takes nothing away.
 * @param start runs to the end, and tells the listener how it goes.
 * @throws {SwarmError} whatever keeps the run from starting; `state` at its end, when a task could not
 * be discarded any more.
 */
export async function takeOver<Finished>(
  swarm: Pick<Swarm, 'discard'>,
  tasks: readonly FoundTask[],
  start: (listener: SwarmListener) => Promise<Finished>,
): Promise<Finished> {
  let discarding: Promise<void> | undefined;
  const finished = await start((told) => {
    if (told.type !== 'journal' || told.event.event !== 'found') return;
    if (tasks.length === 0) return;
    discarding = swarm.discard(tasks, 'tried again in a later run');
    // It is waited for below; until then nobody would hear of a failure.
    discarding.catch(() => undefined);
  });
  await discarding;
  return finished;
}
