import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { packagedExtension } from '../test/host/packagedExtension.ts';
import { openWindow } from '../test/window/openWindow.ts';
import type { Workbench } from '../test/window/page/workbench.ts';
import { closeSharedBrowser } from '../test/window/sharedBrowser.ts';

/** Takes the README's pictures anew, in a real window on the example project. */

const folder = join(import.meta.dirname, '../media/screens');

async function keep(workbench: Workbench, name: string): Promise<void> {
  await copyFile(await workbench.screenshot(`picture-${name}`), join(folder, `${name}.png`));
  console.log(`media/screens/${name}.png`);
}

async function takeAll(workbench: Workbench): Promise<void> {
  await workbench.openFile('src/http/handlers.ts');
  await workbench.openView('Swarm Autofix');
  await workbench.tree(/^Problems by Rule/i).waitFor('ts(4111)');
  await workbench.runCommand('Swarm Autofix: Fix Problems in the Workspace');
  await workbench.quickPick.waitForTitle('plan for');
  await workbench.quickPick.choose("search  Look in all files with the project's checkers");
  await workbench.quickPick.waitForTitle('plan for');
  await workbench.page.getByRole('option', { name: /Start: fix \d{2,} problems/ }).waitFor();
  await workbench.quickPick.accept();
  await workbench.tree(/^Fixes/).waitFor('To Review');
  await keep(workbench, 'workers');
  await workbench.notifications.waitFor('problems:');
  await workbench.notifications.press('problems:', 'Review');
  await workbench.page.locator('.multiDiffEntry, .monaco-diff-editor').first().waitFor();
  await workbench.page.locator('.modified .view-line').first().waitFor();
  await keep(workbench, 'review');
}

await mkdir(folder, { recursive: true });
const window = await openWindow({ theme: 'dark', packages: [await packagedExtension()] });
window.workbench.page.setDefaultTimeout(300_000);
try {
  await takeAll(window.workbench);
} finally {
  await window.close();
  await closeSharedBrowser();
}
