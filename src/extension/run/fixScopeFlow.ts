import * as vscode from 'vscode';
import type { RunReport } from '../../core/protocol/runReport.ts';
import { runCommand } from '../commands/commandRegistry.ts';
import type { ExtensionServices } from '../host/services.ts';
import type { FixScope } from './fixScope.ts';
import { confirmPlan } from './planQuickPick.ts';
import { planScope } from './planScope.ts';
import { describeOutcome } from './runOutcome.ts';
import { startRun } from './startRun.ts';

/** From a scope to the end of its run: plan, look at it, start, say what came of it. */
export async function fixScope(services: ExtensionServices, scope: FixScope): Promise<void> {
  const planned = await planScope(services, scope);
  const confirmed = await confirmPlan(planned, scope);
  for (const { session, request } of confirmed ?? []) {
    void vscode.commands.executeCommand('swarmAutofix.workers.focus');
    const { report } = await startRun(services, session, request);
    void offerReview(report);
  }
}

/** One message at the end of a run, with what can be done next. */
export async function offerReview(report: RunReport): Promise<void> {
  const verified = report.tasks.some(({ state, success }) => state === 'ready' && success);
  const reviewable = report.tasks.some(({ state }) => state === 'ready');
  const review = vscode.l10n.t('Review');
  const acceptAll = vscode.l10n.t('Accept All Verified');
  const buttons = [...(reviewable ? [review] : []), ...(verified ? [acceptAll] : [])];
  const chosen = await vscode.window.showInformationMessage(describeOutcome(report), ...buttons);
  if (chosen === review) await runCommand('swarmAutofix.reviewNext');
  if (chosen === acceptAll) await runCommand('swarmAutofix.acceptVerified');
}
