import { listHunks } from '../../core/git/hunks.ts';
import type { FixReference } from '../fixes/fixReference.ts';
import { taskOf } from '../fixes/taskReference.ts';
import type { ExtensionServices } from '../host/services.ts';
import { changedResult, findFix } from '../review/foundFix.ts';

/**
 * Takes hunks out of what was discarded, and checks them.
 * @throws {SwarmError} `notFound`, `state`.
 */
export async function wantAgain(
  services: ExtensionServices,
  hunks: readonly FixReference[],
): Promise<void> {
  const { discardedParts, selection } = services;
  for (const reference of hunks) {
    const { path } = reference;
    if (path === undefined) continue;
    const fix = await findFix(services, reference);
    const { parent, commit } = changedResult(fix);
    if (discardedParts.of(taskOf(reference), commit).every((part) => part.path !== path)) continue;
    const count = (await listHunks(fix.session.swarm.repository.git, parent, commit, path)).length;
    selection.set(reference, true, count);
    await discardedParts.takeOut(taskOf(reference), reference, count);
  }
}
