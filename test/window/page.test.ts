import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type OpenWindow, openWindow } from './openWindow.ts';

/** Shows that the page objects see what is there, with nothing but what comes with the editor. */
describe('a window', () => {
  let window: OpenWindow;

  before(async () => {
    window = await openWindow();
  });

  after(() => window?.close());

  it('tells the rows of a tree', async () => {
    const explorer = window.workbench.tree('Files Explorer');
    await explorer.click('src');
    await explorer.waitFor('pricing');
    const rows = await explorer.rows();
    deepEqual(rows.at(2), { label: 'src', level: 1, isExpanded: true });
    equal(rows.find(({ label }) => label === 'pricing')?.level, 2);
  });

  it('opens a file in the root', async () => {
    await window.workbench.openFile('tsconfig.json');
    deepEqual(await window.workbench.editor.tabs(), ['tsconfig.json']);
  });

  it('opens a file, shows its problems and the fixes behind a light bulb', async () => {
    const { editor, problems } = window.workbench;
    await window.workbench.openFile('src/pricing/quote.ts');
    match(await editor.text(), /^import type \{ Customer \} from/);
    await window.workbench.runCommand('Problems: Focus on Problems View');
    await problems.waitFor('All imports in import declaration are unused');
    ok((await problems.problems()).some((label) => label.includes("'best' is possibly")));
    const fixes = await problems.showFixes('All imports in import declaration are unused');
    deepEqual(await fixes.items(), ["Remove import from '../domain/product.js'"]);
    await window.workbench.screenshot('fixes-in-problems');
    await fixes.close();
  });

  it('applies a code action in the editor and takes it back', async () => {
    const { editor } = window.workbench;
    await editor.clickText('Category, Product');
    const actions = await editor.codeActions();
    await actions.choose("Remove import from '../domain/product.js'");
    await editor.waitForTextGone('Category, Product');
    await editor.undo();
    await editor.waitForText('Category, Product');
  });

  it('reads the status bar and the messages in the corner', async () => {
    const { notifications, statusBar } = window.workbench;
    await statusBar.waitFor('main');
    await window.workbench.runCommand('Git: Pull');
    await notifications.waitFor('Your repository has no remotes');
    equal((await notifications.texts()).length, 1);
    await window.workbench.screenshot('notification');
    await window.workbench.runCommand('Notifications: Clear All Notifications');
    await notifications.waitUntilGone('Your repository has no remotes');
  });

  it('compares, and asks before it discards', async () => {
    const { dialog, editor, statusBar } = window.workbench;
    await editor.clickText('export interface Quote {');
    await editor.type('// changed ');
    await window.workbench.runCommand('File: Save');
    await statusBar.waitFor('main*');
    await window.workbench.runCommand('Git: Open Changes');
    await editor.waitForText('// changed', 'modified');
    ok(!(await editor.text('original')).includes('// changed'));
    await window.workbench.screenshot('comparison');
    await window.workbench.runCommand('Git: Discard All Changes');
    match(await dialog.text(), /Are you sure/);
    await window.workbench.screenshot('dialog');
    await dialog.press('Cancel');
  });

  it('chooses from the context menu of a row', async () => {
    const explorer = window.workbench.tree('Files Explorer');
    const menu = await explorer.contextMenu('tsconfig.json');
    ok((await menu.items()).includes('Rename...'));
    await menu.close();
  });
});
