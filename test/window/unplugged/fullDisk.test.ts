import { equal } from 'node:assert/strict';
import { type ScratchFolder, scratchFolder } from '../../host/scratchFolder.ts';
import { Menu } from '../page/menu.ts';
import type { Workbench } from '../page/workbench.ts';
import { type FullFolder, fullFolder } from './fullFolder.ts';
import * as small from './smallWindow.ts';

/** Takes back the one setting that is in sight, and waits until the window knows. */
async function chooseDefault(workbench: Workbench): Promise<void> {
  const editor = workbench.page.locator('.settings-editor');
  await editor.getByText('Cache Folder').first().waitFor();
  await editor.locator('.settings-tabs-widget .action-label', { hasText: 'Workspace' }).click();
  const configured = editor.locator('.setting-item-contents.is-configured');
  await configured.hover();
  await workbench.screenshot('unplugged-full-settings');
  await configured.locator('.setting-toolbar-container .action-label').click();
  await new Menu(workbench.page).choose('Reset Setting');
  await configured.waitFor({ state: 'detached' });
  await workbench.page.locator('.modal-editor-action-container .codicon-close').click();
  await editor.waitFor({ state: 'detached' });
}

describe('unplugged: the disk of the worktrees is full (where a disk may be mounted)', function () {
  this.timeout(120_000);
  let scratch: ScratchFolder;
  let full: FullFolder | undefined;
  let window: small.SmallWindow | undefined;

  before(async function () {
    scratch = await scratchFolder('full');
    full = await fullFolder(scratch.path);
    if (full === undefined) this.skip();
    window = await small.openSmallWindow({
      projectSettings: { 'swarmAutofix.cacheFolder': full.path },
    });
    await small.showProblems(window.workbench);
  });

  after(async () => {
    await window?.close();
    full?.remove();
    scratch.remove();
  });

  it('names the folder and leads to its setting; the same run works in another one', async () => {
    if (window === undefined || full === undefined) return;
    const { workbench, gate, root } = window;
    gate.open();
    const says = `No space is left in ${full.path}`;
    await small.pressStart(workbench);
    await small.waitForOnly(workbench, says);
    equal((await small.runsOf(root)).at(-1)?.stopReason, 'error');
    await workbench.screenshot('unplugged-full');

    await workbench.notifications.press(says, 'Open Settings');
    await chooseDefault(workbench);
    await small.pressStart(workbench);
    await small.waitForOnly(workbench, 'Of 2 problems: 2 fixed.');
    await workbench.screenshot('unplugged-full-no-more');
  });
});
