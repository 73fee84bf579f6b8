import type { ExtensionServices } from '../host/services.ts';
import type { FixScope } from '../run/fixScope.ts';
import { confirmPlan } from '../run/planQuickPick.ts';
import { planScope } from '../run/planScope.ts';
import type { PreparedRun } from '../run/preparedRun.ts';
import { startRun } from '../run/startRun.ts';
import { refuseUntrusted } from '../session/refuseUntrusted.ts';
import { refuseWhileRunning } from '../session/refuseWhileRunning.ts';
import { type StartOne, startInTurn } from './startInTurn.ts';
import type { Run, StartOptions } from './swarm-autofix.d.ts';

function startOf(services: ExtensionServices, { session, request }: PreparedRun): StartOne {
  return async (onStart, signal) => {
    const { report } = await startRun(services, session, request, { onStart, signal });
    return report;
  };
}

/** @throws {SwarmError} whatever keeps it from starting, in one line. */
export async function startFromOutside(
  services: ExtensionServices,
  scope: FixScope,
  { confirm = true }: StartOptions = {},
): Promise<Run | undefined> {
  refuseUntrusted();
  const planned = await planScope(services, scope);
  const worthwhile = planned.filter(({ plan }) => plan.issues.length > 0);
  const chosen = confirm ? await confirmPlan(planned, scope) : worthwhile;
  if (chosen === undefined || chosen.length === 0) return undefined;
  refuseWhileRunning(chosen.map(({ session }) => session));
  return startInTurn(
    chosen.map((prepared) => startOf(services, prepared)),
    (error) => services.log.topic('api').error('A run failed', error),
  );
}
