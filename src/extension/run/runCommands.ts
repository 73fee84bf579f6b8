import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { Contribution } from '../host/contribution.ts';
import type { ExtensionServices } from '../host/services.ts';
import { countInFiles } from '../problems/problemItems.ts';
import { refuseUntrusted } from '../session/refuseUntrusted.ts';
import { watchForCutOffRuns } from './cutOffOffer.ts';
import type { FixScope } from './fixScope.ts';
import type { Control } from './runControls.ts';
import { selectedPlaces } from './selectedPlaces.ts';

async function fix(services: ExtensionServices, scope: FixScope): Promise<void> {
  refuseUntrusted();
  const { fixScope } = await import('./fixScopeFlow.ts');
  await fixScope(services, scope);
}

function scopeOf(kind: 'file' | 'folder', uris: readonly vscode.Uri[]): FixScope | undefined {
  const [uri, ...others] = uris;
  if (uri === undefined) return undefined;
  return others.length === 0 ? { kind, uri } : { kind: 'places', uris };
}

/**
 * The files that a menu was opened on, else the one in the active editor.
 * @throws {SwarmError} `usage` when there is none, or one of them is not on the disk.
 */
function filesOf(args: readonly unknown[]): readonly vscode.Uri[] {
  const selected = selectedPlaces(args);
  const active = vscode.window.activeTextEditor?.document.uri;
  const uris = selected.length > 0 || active === undefined ? selected : [active];
  if (uris.length > 0 && uris.every(({ scheme }) => scheme === 'file')) return uris;
  throw new SwarmError('usage', vscode.l10n.t('No file is open; open the one to fix first.'));
}

async function foldersOf(args: readonly unknown[]): Promise<readonly vscode.Uri[]> {
  const selected = selectedPlaces(args);
  if (selected.length > 0) return selected;
  const folder = await vscode.window.showWorkspaceFolderPick();
  return folder === undefined ? [] : [folder.uri];
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
    commands.register('swarmAutofix.fixFile', async (...args) => {
      const scope = scopeOf('file', filesOf(args));
      if (scope !== undefined) await fix(services, scope);
    }),
    commands.register('swarmAutofix.fixFolder', async (...args) => {
      const scope = scopeOf('folder', await foldersOf(args));
      if (scope !== undefined) await fix(services, scope);
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
