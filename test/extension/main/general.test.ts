import { equal, match, ok } from 'node:assert/strict';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { SwarmError } from '../../../src/core/base/swarmError.ts';
import { ErrorPresenter } from '../../../src/extension/host/errorPresenter.ts';
import { plainMarkdown } from '../../../src/extension/host/plainMarkdown.ts';
import { gatherFacts } from '../../../src/extension/host/report/gatherFacts.ts';
import { writeReport } from '../../../src/extension/host/report/reportText.ts';
import { SettingsReader } from '../../../src/extension/settings/settingsReader.ts';
import { workspaceUri } from '../support/workspaceFiles.ts';

/** Waits for a tab of such a name to be in front. */
function activeTab(name: RegExp): Promise<vscode.Tab> {
  return new Promise((resolve) => {
    const look = (): void => {
      const { activeTab: tab } = vscode.window.tabGroups.activeTabGroup;
      if (tab === undefined || !name.test(tab.label)) return;
      subscription.dispose();
      resolve(tab);
    };
    const subscription = vscode.window.tabGroups.onDidChangeTabs(look);
    look();
  });
}

describe('the general commands', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('open the settings of the extension', async () => {
    await vscode.commands.executeCommand('swarmAutofix.openSettings');
    await activeTab(/^Settings$/);
  });

  it('open the first steps', async () => {
    await vscode.commands.executeCommand('swarmAutofix.openWalkthrough');
    await activeTab(/Welcome|Walkthrough/);
  });

  it('show the log', async () => {
    const shown = new Promise<void>((resolve) => {
      const subscription = vscode.window.onDidChangeVisibleTextEditors((editors) => {
        if (!editors.some(({ document }) => document.uri.scheme === 'output')) return;
        subscription.dispose();
        resolve();
      });
    });
    await vscode.commands.executeCommand('swarmAutofix.showLog');
    await shown;
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
});

describe('a report of what happened here', () => {
  it('has versions and errors, and nothing that tells where or whose this is', async () => {
    const extension = vscode.extensions.getExtension('swarm-autofix.swarm-autofix');
    ok(extension);
    const settings = new SettingsReader();
    const nothing = (): void => undefined;
    const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
    const errors = new ErrorPresenter(log);
    const { fsPath } = workspaceUri('src/index.ts');
    errors.report('', new SwarmError('git', `git failed in ${fsPath} of ${homedir()}`));
    try {
      const sessions = { all: () => [] };
      const facts = await gatherFacts({ context: { extension }, settings, errors, sessions });
      const report = writeReport(facts, { keepsFileNames: false });
      match(report, /- Swarm Autofix: \d/);
      match(report, /- Git: git version 2/);
      match(report, /git failed in \[project\] of ~/);
      for (const word of [fsPath, homedir(), 'inventory', 'index.ts']) {
        ok(!report.includes(word), `${word} in ${report}`);
      }
    } finally {
      settings.dispose();
    }
  });
});

describe('text from elsewhere in a tooltip', () => {
  it('is shown as it is', () => {
    equal(plainMarkdown('a b  c'), 'a b  c');
    equal(plainMarkdown('[x](command:y)'), '\\[x\\]\\(command:y\\)');
    equal(plainMarkdown('$(zap) <b> `c`\n&lt;'), '\\$\\(zap\\) &lt;b&gt; \\`c\\` \\&lt;');
  });
});
