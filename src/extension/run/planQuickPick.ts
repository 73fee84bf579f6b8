import * as vscode from 'vscode';
import type { AgentStanding } from '../../core/agents/agentStanding.ts';
import { isCancellation } from '../../core/base/swarmError.ts';
import { runCommand } from '../commands/commandRegistry.ts';
import { withSignal } from '../host/cancellation.ts';
import type { FixScope } from './fixScope.ts';
import { type PlanAction, type PlanRow, planRows } from './planRows.ts';
import { planThoroughly } from './planScope.ts';
import type { PreparedRun } from './preparedRun.ts';

/** What is in an open file is known. */
function canLook(scope: FixScope, prepared: readonly PreparedRun[]): boolean {
  const isWide = !(scope.kind === 'problems' || scope.kind === 'file' || isRuleInFile(scope));
  return isWide && prepared.some(({ isThorough }) => !isThorough);
}

function isRuleInFile(scope: FixScope): boolean {
  return scope.kind === 'rule' && scope.uri !== undefined;
}

/** @returns what was chosen, or undefined when the person went away. */
function pick(rows: readonly PlanRow[], title: string): Promise<PlanAction | undefined> {
  return new Promise((resolve) => {
    const quickPick = vscode.window.createQuickPick<PlanRow>();
    quickPick.title = title;
    quickPick.placeholder = vscode.l10n.t('Nothing has been started yet');
    quickPick.matchOnDescription = true;
    quickPick.items = rows;
    quickPick.onDidAccept(() => {
      const [chosen] = quickPick.selectedItems;
      if (chosen === undefined || chosen.action === 'none') return;
      resolve(chosen.action);
      quickPick.hide();
    });
    quickPick.onDidHide(() => {
      resolve(undefined);
      quickPick.dispose();
    });
    quickPick.show();
  });
}

async function lookEverywhere(
  prepared: readonly PreparedRun[],
  scope: FixScope,
): Promise<readonly PreparedRun[] | undefined> {
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t("The project's checkers look into all files"),
    cancellable: true,
  };
  const look = (signal: AbortSignal) =>
    Promise.all(prepared.map((one) => planThoroughly(one, scope, signal)));
  try {
    return await vscode.window.withProgress(progress, (_report, token) => withSignal(token, look));
  } catch (error) {
    if (isCancellation(error)) return undefined;
    throw error;
  }
}

async function askForWorkers(prepared: readonly PreparedRun[]): Promise<readonly PreparedRun[]> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Workers at once'),
    prompt: vscode.l10n.t('From 1 to 50, for this run. The setting stays as it is.'),
    value: String(prepared[0]?.request.workers ?? ''),
    validateInput: (text) =>
      /^([1-9]|[1-4]\d|50)$/.test(text) ? undefined : vscode.l10n.t('A number from 1 to 50'),
  });
  if (answer === undefined) return prepared;
  const workers = Number(answer);
  return prepared.map((one) => ({ ...one, request: { ...one.request, workers } }));
}

async function standingsOf([first]: readonly PreparedRun[]): Promise<readonly AgentStanding[]> {
  const { standingOf } = await import('../../core/agents/agentStanding.ts');
  return Promise.all((first?.request.agents ?? []).map((agent) => standingOf(agent)));
}

function titleOf(prepared: readonly PreparedRun[]): string {
  const names = prepared.map(({ session }) => session.name).join(', ');
  return vscode.l10n.t('Swarm Autofix: plan for {0}', names);
}

/**
 * Shows the plan, and lets it be changed, until the person starts it or goes away.
 * @returns what shall be started; undefined for nothing.
 */
export async function confirmPlan(
  planned: readonly PreparedRun[],
  scope: FixScope,
): Promise<readonly PreparedRun[] | undefined> {
  let prepared = planned;
  for (;;) {
    const standings = await standingsOf(prepared);
    const rows = planRows(prepared, canLook(scope, prepared), standings);
    const action = await pick(rows, titleOf(prepared));
    switch (action) {
      case 'start':
        return prepared.filter(({ plan }) => plan.issues.length > 0);
      case 'look':
        prepared = (await lookEverywhere(prepared, scope)) ?? prepared;
        break;
      case 'workers':
        prepared = await askForWorkers(prepared);
        break;
      case 'agents':
        await runCommand('swarmAutofix.chooseAgents', prepared[0]?.session.root);
        return undefined;
      case 'problems':
        await vscode.commands.executeCommand('swarmAutofix.problems.focus');
        return undefined;
      default:
        return undefined;
    }
  }
}
