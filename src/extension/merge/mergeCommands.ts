import * as vscode from 'vscode';
import type { Contribution } from '../host/contribution.ts';
import type { ExtensionServices } from '../host/services.ts';
import { conflictScheme } from './conflictAddress.ts';
import type { MergeFlows } from './mergeFlows.ts';
import { hasOpenConflicts } from './resolutions.ts';

/** Nothing of merging is loaded until somebody merges, or was resolving a conflict before a restart. */
class LazyFlows implements vscode.Disposable {
  readonly #services: ExtensionServices;
  #flows: Promise<MergeFlows> | undefined;

  constructor(services: ExtensionServices) {
    this.#services = services;
  }

  readonly load = (): Promise<MergeFlows> => {
    this.#flows ??= import('./mergeFlows.ts').then(({ MergeFlows: Flows }) => {
      return new Flows(this.#services);
    });
    return this.#flows;
  };

  dispose(): void {
    void this.#flows?.then((flows) => flows.dispose());
  }
}

function registerConflictTexts(services: ExtensionServices): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(conflictScheme, {
    async provideTextDocumentContent(uri) {
      const { conflictText } = await import('./conflictTexts.ts');
      return conflictText(services, uri);
    },
  });
}

function registerMerging(services: ExtensionServices): vscode.Disposable {
  const { commands, context } = services;
  const flows = new LazyFlows(services);
  const { load } = flows;
  if (hasOpenConflicts(context.workspaceState)) setTimeout(load, 0);
  return vscode.Disposable.from(
    flows,
    registerConflictTexts(services),
    commands.register('swarmAutofix.acceptFix', async (clicked, selected) =>
      (await load()).accept({ clicked, selected }),
    ),
    commands.register('swarmAutofix.acceptVerified', async () => (await load()).acceptVerified()),
    commands.register('swarmAutofix.discardFix', async (clicked, selected) =>
      (await load()).discard({ clicked, selected }),
    ),
    commands.register('swarmAutofix.resolveConflict', async (clicked, selected) =>
      (await load()).resolve({ clicked, selected }),
    ),
    // The button that the editor has for this is the git extension's own.
    commands.register('swarmAutofix.completeMerge', async () => (await load()).completeMerge()),
    commands.register('swarmAutofix.undoMerge', async (mergeId) => (await load()).undo(mergeId)),
  );
}

export const mergeCommands: Contribution = {
  name: 'merging',
  register: registerMerging,
};
