import * as vscode from 'vscode';
import type { RunPlan } from '../../core/repeatRun.ts';
import type { FinishedRun } from '../../core/runFixes.ts';
import type { ExtensionServices } from '../host/services.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import type { RunHooks } from './runHooks.ts';
import { describeOutcome } from './runOutcome.ts';

/**
 * Runs to the end, with the progress at the view of the workers.
 * @throws {SwarmError} whatever keeps the run from starting.
 */
export function startRun(
  { contextKeys, log }: ExtensionServices,
  session: RepositorySession,
  plan: RunPlan,
  hooks: RunHooks = {},
): Promise<FinishedRun> {
  contextKeys.set('swarmAutofix.hasStarted', true);
  const progress = { location: { viewId: 'swarmAutofix.workers' } };
  return Promise.resolve(
    vscode.window.withProgress(progress, async () => {
      const run = await session.run(plan, hooks);
      log.topic('run').info(`${run.report.runId}: ${describeOutcome(run.report)}`);
      return run;
    }),
  );
}
