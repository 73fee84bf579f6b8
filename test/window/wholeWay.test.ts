import { equal, match, ok } from 'node:assert/strict';
import { packagedExtension } from '../host/packagedExtension.ts';
import { isTheme, type Theme, themes } from '../host/userSettings.ts';
import { type OpenWindow, openWindow } from './openWindow.ts';
import type { TreeView } from './page/treeView.ts';

const file = 'src/http/handlers.ts';
const problem = "Property 'items' comes from an index signature";
const broken = 'body.customerId';
const mended = "body['customerId']";

/** From the Problems panel to merged fixes and back, as a person does it. */
function theWholeWay(theme: Theme): void {
  describe(`the whole way, ${theme}`, () => {
    let window: OpenWindow;
    let fixes: TreeView;

    before(async () => {
      window = await openWindow({ theme, packages: [await packagedExtension()] });
      fixes = window.workbench.tree(/^Fixes/);
    });

    after(() => window?.close());

    it('begins at the light bulb in the Problems panel', async () => {
      const { workbench } = window;
      await workbench.openFile(file);
      await workbench.openView('Swarm Autofix');
      await workbench.runCommand('Problems: Focus on Problems View');
      await workbench.problems.waitFor(problem);
      const actions = await workbench.problems.showFixes(problem);
      const titles = await actions.items();
      ok(titles.includes('Fix with swarm'), titles.join('\n'));
      await workbench.screenshot('01-light-bulb');
      await actions.choose('Fix all 6 of ts(4111) in this file with swarm');
    });

    it('shows the plan before anything starts', async () => {
      const { quickPick } = window.workbench;
      await quickPick.waitForTitle('plan for');
      const rows = (await quickPick.items()).join('\n');
      match(rows, /Start: fix 6 problems/);
      match(rows, /quickfix → editor/);
      await window.workbench.screenshot('02-plan');
      await quickPick.choose('rocket  Start: fix 6 problems');
    });

    it('shows the workers at work, and counts in the status bar', async () => {
      const { workbench } = window;
      await workbench.tree(/^Workers/).waitFor('Worker');
      await workbench.statusBar.waitFor('/1');
      await workbench.screenshot('03-running');
      await workbench.statusBar.waitFor('1 to review');
      await workbench.notifications.waitFor('Of 6 problems: 6 fixed.');
      await workbench.screenshot('04-ended');
      await workbench.notifications.dismiss('Of 6 problems');
    });

    it('has the fix in the tree, with its verdict in words', async () => {
      await fixes.waitFor('handlers.ts');
      const [task] = (await fixes.rows()).filter(({ label }) => label.includes('handlers.ts'));
      match(task?.label ?? '', /fixed 6/);
    });

    it('opens the fix as a diff', async () => {
      const { workbench } = window;
      await workbench.runCommand('View: Toggle Panel Visibility');
      await fixes.click('handlers.ts');
      await workbench.editor.waitForText(mended, 'modified');
      await workbench.screenshot('05-review');
    });

    it('accepts one hunk', async () => {
      const { workbench } = window;
      await fixes.toggle('handlers.ts');
      await fixes.toggle('+4');
      await fixes.waitFor('customerId');
      await workbench.screenshot('06-hunks');
      await fixes.press('customerId', 'Accept');
      await workbench.openFile(file);
      await workbench.editor.waitForText(mended);
      ok((await workbench.editor.text()).includes('body.note'));
      await workbench.screenshot('07-one-hunk');
    });

    it('accepts the rest, and the problems are gone', async () => {
      const { workbench } = window;
      await fixes.press('handlers.ts', 'Accept');
      await workbench.editor.waitForText("body['note']");
      await fixes.waitFor('Merged');
      await workbench.runCommand('Problems: Focus on Problems View');
      await workbench.problems.waitForGone(problem);
      await workbench.screenshot('08-merged');
    });

    it('takes it back with Ctrl+Z', async () => {
      const { workbench } = window;
      await workbench.editor.clickText("body['note']");
      await workbench.editor.undo();
      await workbench.editor.waitForText('body.note');
      await workbench.editor.undo();
      await workbench.editor.waitForText(broken);
      await workbench.problems.waitFor(problem);
      equal((await workbench.editor.text()).includes("body['"), false);
    });
  });
}

for (const theme of Object.keys(themes).filter(isTheme)) theWholeWay(theme);
