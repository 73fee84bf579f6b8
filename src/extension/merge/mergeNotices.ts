import * as vscode from 'vscode';
import { runCommand } from '../commands/commandRegistry.ts';
import type { TaskReference } from '../fixes/taskReference.ts';

/** A button of a message. */
export interface Button {
  readonly label: string;
  run(): Promise<void>;
}

export function undoButton(mergeIds: readonly string[]): Button {
  return {
    label: vscode.l10n.t('Undo'),
    async run() {
      for (const mergeId of mergeIds.toReversed()) {
        await runCommand('swarmAutofix.undoMerge', mergeId);
      }
    },
  };
}

export function showButton(): Button {
  return {
    label: vscode.l10n.t('Show'),
    run: async () => vscode.commands.executeCommand('swarmAutofix.fixes.focus'),
  };
}

export function reviewButton(): Button {
  return {
    label: vscode.l10n.t('Review Rest'),
    run: () => runCommand('swarmAutofix.reviewNext'),
  };
}

export function resolveButton(reference: TaskReference): Button {
  return {
    label: vscode.l10n.t('Resolve Conflict'),
    run: () => runCommand('swarmAutofix.resolveConflict', { reference }),
  };
}

export function retryButton(reference: TaskReference): Button {
  return {
    label: vscode.l10n.t('Retry with a Note…'),
    run: () => runCommand('swarmAutofix.retryTask', { reference }),
  };
}

type Show = (text: string, ...labels: string[]) => Thenable<string | undefined>;

/** A message is there until somebody closes it: nobody waits for that. */
function notify(show: Show, text: string, buttons: readonly Button[]): void {
  const labels = buttons.map(({ label }) => label);
  void show(text, ...labels).then((chosen) => buttons.find(({ label }) => label === chosen)?.run());
}

export function inform(text: string, ...buttons: Button[]): void {
  notify((...shown) => vscode.window.showInformationMessage(...shown), text, buttons);
}

export function warn(text: string, ...buttons: Button[]): void {
  notify((...shown) => vscode.window.showWarningMessage(...shown), text, buttons);
}
