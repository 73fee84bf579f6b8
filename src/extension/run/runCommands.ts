import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { Contribution } from '../host/contribution.ts';
import type { ExtensionServices } from '../host/services.ts';
import { countInFiles } from '../problems/problemItems.ts';
import { refuseUntrusted } from '../session/refuseUntrusted.ts';
import { watchForCutOffRuns } from './cutOffOffer.ts';
import type { FixScope } from './fixScope.ts';
import type { Control } from './runControls.ts';

type FileArgument = vscode.Uri | vscode.SourceControlResourceState | undefined;

async function fix(services: ExtensionServices, scope: FixScope): Promise<void> {
  refuseUntrusted();
  const { fixScope } = await import('./fixScopeFlow.ts');
  await fixScope(services, scope);
}

/** The file that a menu was opened on, else the one in the active editor. */
function fileOf(argument: FileArgument): vscode.Uri {
  const given = argument && 'resourceUri' in argument ? argument.resourceUri : argument;
  const uri = given ?? vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme === 'file') return uri;
  throw new SwarmError('usage', vscode.l10n.t('No file is open; open the one to fix first.'));
}

async function folderOf(given: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  return given ?? (await vscode.window.showWorkspaceFolderPick())?.uri;
}

async function pickRule({ problems }: ExtensionServices): Promise<string | undefined> {
  await problems.readPending();
  const rows = problems.rules().map(({ rule, count, files }) => ({
    label: rule.key === '' ? vscode.l10n.t('(no rule)') : rule.key,
    description: countInFiles({ count, files: files.size }),
    key: rule.key,
  }));
  if (rows.length === 0) {
    throw new SwarmError('usage', vscode.l10n.t('The editor knows of no problems to choose from.'));
  }
  const placeHolder = vscode.l10n.t('Which rule shall be fixed?');
  return (await vscode.window.showQuickPick(rows, { placeHolder }))?.key;
}

function registerStarts(services: ExtensionServices): vscode.Disposable[] {
  const { commands } = services;
  return [
    commands.register('swarmAutofix.fixWorkspace', () => fix(services, { kind: 'workspace' })),
    commands.register('swarmAutofix.fixErrors', () => fix(services, { kind: 'errors' })),
    commands.register('swarmAutofix.fixProblems', (scope) => fix(services, scope)),
    commands.register('swarmAutofix.fixFile', (argument) =>
      fix(services, { kind: 'file', uri: fileOf(argument) }),
    ),
    commands.register('swarmAutofix.fixFolder', async (folder) => {
      const uri = await folderOf(folder);
      if (uri !== undefined) await fix(services, { kind: 'folder', uri });
    }),
    commands.register('swarmAutofix.fixRule', async () => {
      const rule = await pickRule(services);
      if (rule !== undefined) await fix(services, { kind: 'rule', rule });
    }),
  ];
}

function registerControls(services: ExtensionServices): vscode.Disposable[] {
  const { commands } = services;
  const control = async (action: Control, root?: unknown): Promise<void> => {
    const { controlRuns } = await import('./runControls.ts');
    await controlRuns(services, action, typeof root === 'string' ? root : undefined);
  };
  return [
    // A menu of a view passes something else: then all runs are meant.
    commands.register('swarmAutofix.cancelRun', (root) => control('cancel', root)),
    commands.register('swarmAutofix.pauseRun', () => control('pause')),
    commands.register('swarmAutofix.resumeRun', () => control('resume')),
    commands.register('swarmAutofix.continueRun', async () => {
      const { continueRuns } = await import('./runControls.ts');
      await continueRuns(services);
    }),
    commands.register('swarmAutofix.initializeRepository', async () => {
      const { initializeRepository } = await import('./initializeRepository.ts');
      await initializeRepository(services);
    }),
    commands.register('swarmAutofix.fixInPlace', async () => {
      const { fixInPlace } = await import('./inPlaceFix.ts');
      await fixInPlace(services);
    }),
  ];
}

export const runCommands: Contribution = {
  name: 'starting of runs',
  register: (services) =>
    vscode.Disposable.from(
      ...registerStarts(services),
      ...registerControls(services),
      watchForCutOffRuns(services),
    ),
};
