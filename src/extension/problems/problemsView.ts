import * as vscode from 'vscode';
import { runCommand } from '../commands/commandRegistry.ts';
import type { Contribution } from '../host/contribution.ts';
import type { ExtensionServices } from '../host/services.ts';
import type { GroupTarget } from './groupTarget.ts';
import { joinScopes } from './joinScopes.ts';
import { problemCount } from './problemItems.ts';
import { ProblemsTree } from './problemsTree.ts';

async function openProblem(uri: vscode.Uri, range: vscode.Range): Promise<void> {
  await vscode.window.showTextDocument(uri, { selection: range });
}

/** A menu passes what was clicked, and all that is selected when that is among it. */
function meant(
  clicked: GroupTarget | undefined,
  selected: readonly GroupTarget[],
): readonly GroupTarget[] {
  if (clicked === undefined || selected.includes(clicked)) return selected;
  return [clicked];
}

function describeTotal({ problems }: ExtensionServices): string {
  const total = problems.rules().reduce((sum, { count }) => sum + count, 0);
  return total === 0 ? '' : problemCount(total);
}

export const problemsView: Contribution = {
  name: 'view of problems',
  register(services) {
    const tree = new ProblemsTree(services.problems);
    const view = vscode.window.createTreeView('swarmAutofix.problems', {
      treeDataProvider: tree,
      canSelectMany: true,
      showCollapseAll: true,
    });
    services.commands.register('swarmAutofix.openProblem', openProblem);
    services.commands.register('swarmAutofix.fixGroup', async (clicked, selected) => {
      const targets = meant(clicked, selected ?? view.selection);
      await runCommand('swarmAutofix.fixProblems', joinScopes(targets, services.problems));
    });
    const counted = services.problems.onDidChange(() => {
      view.description = describeTotal(services);
    });
    return vscode.Disposable.from(view, tree, counted);
  },
};
