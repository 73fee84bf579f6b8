import { isCancellation } from '../../core/base/swarmError.ts';
import type { RunReport } from '../../core/protocol/runReport.ts';
import type { Run, RunResult } from './swarm-autofix.d.ts';

/** Runs to the end; calls `begun` when it has started, and stops when the signal fires. */
export type StartOne = (begun: () => void, signal: AbortSignal) => Promise<RunReport>;

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
async function reportOf(run: Promise<RunReport>): Promise<RunReport | undefined> {
  try {
    return await run;
  } catch (error) {
    if (isCancellation(error)) return undefined;
    throw error;
  }
}

async function runInTurn(
  starts: readonly StartOne[],
  begun: () => void,
  signal: AbortSignal,
): Promise<RunResult> {
  const reports: RunReport[] = [];
  for (const start of starts) {
    if (signal.aborted) break;
    const report = await reportOf(start(begun, signal));
    if (report === undefined) return { ...sumOf(reports), wasCancelled: true };
    reports.push(report);
  }
  const result = sumOf(reports);
  return { ...result, wasCancelled: signal.aborted || result.wasCancelled };
}

/**
 * Starts runs one after the other. Cancelling stops these, and none that somebody else has started.
 * @param complain hears of a run that broke down after this has returned.
 * @returns once the first one has begun.
 * @throws whatever keeps the first one from starting.
 */
export async function startInTurn(
  starts: readonly StartOne[],
  complain: (error: unknown) => void,
): Promise<Run> {
  const stop = new AbortController();
  const first = new EventTarget();
  const begun = new Promise((resolve) => first.addEventListener('begun', resolve));
  const finished = runInTurn(starts, () => first.dispatchEvent(new Event('begun')), stop.signal);
  await Promise.race([begun, finished]);
  // Whoever does not wait for the end has said by that that it does not matter to them.
  finished.catch(complain);
  return { finished, cancel: () => stop.abort() };
}
