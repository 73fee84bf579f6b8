import * as vscode from 'vscode';
import { runCommand } from '../commands/commandRegistry.ts';
import type { ExtensionServices } from '../host/services.ts';

/** The last run of each repository that was asked about, in the state of the workspace. */
const askedKey = 'cutOffRunsAskedAbout';

/** A run that was stopped on purpose is not brought up again. */
function cutOffRuns({ sessions, context }: ExtensionServices): string[] {
  const asked = context.workspaceState.get<readonly string[]>(askedKey, []);
  return sessions.all().flatMap((session) => {
    const last = session.runs.at(-1);
    if (!session.canContinue || last?.stopReason !== 'error') return [];
    return asked.includes(last.record.runId) ? [] : [last.record.runId];
  });
}

async function offer(services: ExtensionServices, runs: readonly string[]): Promise<void> {
  const { workspaceState } = services.context;
  const asked = workspaceState.get<readonly string[]>(askedKey, []);
  await workspaceState.update(askedKey, [...asked, ...runs].slice(-20));
  const yes = vscode.l10n.t('Continue');
  const text = vscode.l10n.t(
    'A run was cut off. What it had finished is kept; go on with the rest?',
  );
  const chosen = await vscode.window.showInformationMessage(text, yes);
  if (chosen === yes) await runCommand('swarmAutofix.continueRun');
}

/** Looks for runs of before when the editor has nothing more urgent to do, and offers to go on. */
export function watchForCutOffRuns(services: ExtensionServices): vscode.Disposable {
  const timer = setTimeout(() => void services.sessions.openKnown(), 0);
  const subscription = services.sessions.onDidChange(() => {
    const runs = cutOffRuns(services);
    if (runs.length > 0) void offer(services, runs);
  });
  return vscode.Disposable.from(subscription, { dispose: () => clearTimeout(timer) });
}
