import * as vscode from 'vscode';
import { runCommand } from '../commands/commandRegistry.ts';
import type { Status, StatusKind } from './describeStatus.ts';

const showWorkers = async (): Promise<void> => {
  await vscode.commands.executeCommand('swarmAutofix.workers.focus');
};

/** The list of all that waits, and the next of it. */
async function reviewNext(): Promise<void> {
  await vscode.commands.executeCommand('swarmAutofix.fixes.focus');
  await runCommand('swarmAutofix.reviewNext');
}

async function offerToContinue(): Promise<void> {
  const yes = vscode.l10n.t('Continue');
  const text = vscode.l10n.t('The last run was cut off. Go on with what it did not get to?');
  const chosen = await vscode.window.showInformationMessage(text, yes);
  if (chosen === yes) await runCommand('swarmAutofix.continueRun');
}

const ways: Readonly<Record<StatusKind, () => Promise<void>>> = {
  untrusted: async () => {
    await vscode.commands.executeCommand('workbench.trust.manage');
  },
  idle: () => runCommand('swarmAutofix.fixWorkspace'),
  waiting: reviewNext,
  planning: showWorkers,
  running: showWorkers,
  paused: showWorkers,
  cutOff: offerToContinue,
  failed: () => runCommand('swarmAutofix.showLog'),
};

/** Opens what a person wants to see or decide in that state. */
export function showWhatMatters({ kind }: Status): Promise<void> {
  return ways[kind]();
}
