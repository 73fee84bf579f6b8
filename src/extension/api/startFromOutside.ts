import { isCancellation } from '../../core/base/swarmError.ts';
import type { RunReport } from '../../core/protocol/runReport.ts';
import type { FinishedRun } from '../../core/runFixes.ts';
import type { ExtensionServices } from '../host/services.ts';
import type { FixScope } from '../run/fixScope.ts';
import { confirmPlan } from '../run/planQuickPick.ts';
import { planScope } from '../run/planScope.ts';
import type { PreparedRun } from '../run/preparedRun.ts';
import { startRun } from '../run/startRun.ts';
import { refuseUntrusted } from '../session/refuseUntrusted.ts';
import type { Run, RunResult, StartOptions } from './swarm-autofix.d.ts';

function sumOf(reports: readonly RunReport[]): RunResult {
  const sum = (key: keyof RunReport['issues']): number =>
    reports.reduce((total, { issues }) => total + issues[key], 0);
  return {
    found: sum('found'),
    fixed: sum('fixed'),
    remaining: sum('remaining'),
    proposed: sum('proposed'),
    suppressed: sum('suppressed'),
    unverified: sum('unverified'),
    introduced: sum('introduced'),
    wasCancelled: reports.some(({ stopReason }) => stopReason === 'cancelled'),
  };
}

/** Undefined when it was cancelled before it had anything to tell. */
async function reportOf(run: Promise<FinishedRun>): Promise<RunReport | undefined> {
  try {
    return (await run).report;
  } catch (error) {
    if (isCancellation(error)) return undefined;
    throw error;
  }
}

/** Starts them one after the other; the first one has begun when this returns. */
function startAll(services: ExtensionServices, prepared: readonly PreparedRun[]): Run {
  let isCancelled = false;
  const runAll = async (): Promise<RunResult> => {
    const reports: RunReport[] = [];
    for (const { session, request } of prepared) {
      if (isCancelled) break;
      const report = await reportOf(startRun(services, session, request));
      if (report === undefined) isCancelled = true;
      else reports.push(report);
    }
    const result = sumOf(reports);
    return { ...result, wasCancelled: isCancelled || result.wasCancelled };
  };
  const finished = runAll();
  // Whoever does not wait for the end has said by that that it does not matter to them.
  finished.catch((error: unknown) => services.log.topic('api').error('A run failed', error));
  return {
    finished,
    cancel() {
      isCancelled = true;
      for (const { session } of prepared) session.live?.cancel();
    },
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
  return startAll(services, chosen);
}
