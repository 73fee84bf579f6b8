import { equal, match, ok } from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagedExtension } from '../host/packagedExtension.ts';
import { openInventory } from '../host/workspaces.ts';
import { type OpenWindow, openWindow } from './openWindow.ts';

const file = 'src/notifications/emailChannel.ts';

/** What is around the views: the status bar, marks at problems, reports, cleaning up, first steps. */
describe('around the views', () => {
  let window: OpenWindow;
  let folder: string;
  let gate: string;

  /** The example, with an agent that waits for us: so there is something to see while it works. */
  async function openWithPatientAgent(path: string) {
    const workspace = await openInventory(path);
    const settings = {
      'swarmAutofix.agents': { patient: { command: `until [ -e ${gate} ]; do sleep 0.1; done` } },
      'swarmAutofix.ladder': ['patient', 'quickfix'],
    };
    await mkdir(join(workspace.path, '.vscode'));
    await writeFile(join(workspace.path, '.vscode/settings.json'), JSON.stringify(settings));
    return workspace;
  }

  /** Until a line has such words behind it: they are drawn, and in no text. */
  async function mark(words: string): Promise<void> {
    const parts = "[...document.querySelectorAll('.view-line span')]";
    const drawn = `getComputedStyle(part, '::after').content.includes(${JSON.stringify(words)})`;
    await window.workbench.page.waitForFunction(`${parts}.some((part) => ${drawn})`);
  }

  before(async function () {
    this.timeout(300_000);
    folder = await mkdtemp(join(tmpdir(), 'swarm-gate-'));
    gate = join(folder, 'open');
    window = await openWindow({
      theme: 'dark',
      packages: [await packagedExtension()],
      prepare: openWithPatientAgent,
    });
  });

  after(async () => {
    await window?.close();
    await rm(folder, { recursive: true });
  });

  it('has one quiet entry in the status bar at first', async () => {
    await window.workbench.statusBar.waitFor('Swarm Autofix: Nothing is going on.');
  });

  it('counts tasks while a run goes on, and says at the lines who is on them', async () => {
    const { workbench } = window;
    await workbench.openFile(file);
    await workbench.runCommand('Problems: Focus on Problems View');
    await workbench.problems.waitFor('override');
    await workbench.runCommand('Swarm Autofix: Fix Problems in This File');
    await workbench.quickPick.waitForTitle('plan for inventory');
    await workbench.quickPick.accept();
    await workbench.statusBar.waitFor('Tasks ended: 0 of 1.');
    await mark('⟳ Worker ');
    await workbench.page.locator('.statusbar-item', { hasText: '0/1' }).hover();
    await workbench.page.locator('.monaco-hover', { hasText: 'Swarm Autofix' }).waitFor();
    await workbench.screenshot('status-running');
    await workbench.statusBar.click('0/1');
    await workbench.tree('Workers').waitFor('Fixing');
  });

  it('counts what waits for review in the end', async () => {
    const { workbench } = window;
    await writeFile(gate, '');
    await workbench.notifications.waitFor('4 fixed');
    await workbench.statusBar.waitFor('Swarm Autofix: Fixes wait for you: 1.');
    await mark('✓ fix ready');
    await workbench.screenshot('status-waiting');
  });

  it('offers the fix on hover', async () => {
    const { workbench } = window;
    await workbench.editor.clickText('import {');
    await workbench.page
      .locator('.view-line', { hasText: 'accepts(recipient' })
      .first()
      .locator('span', { hasText: /^accepts$/ })
      .first()
      .hover();
    const hover = workbench.page.locator('.monaco-hover', { hasText: 'Fix ready' });
    await hover.waitFor();
    await workbench.screenshot('hover-ready');
    match(
      (await hover.textContent()) ?? '',
      /Fix ready: fixed \(verified by ts\) \(task t01, with 3 more\)/,
    );
  });

  it('opens what waits when its entry is clicked', async () => {
    const { workbench } = window;
    await workbench.statusBar.click('1 to review');
    await workbench.editor.waitForTab('in emailChannel.ts');
    await workbench.editor.waitForText('override', 'modified');
    await workbench.screenshot('status-clicked');
  });

  it('writes a report to read before anything is sent', async () => {
    const { workbench } = window;
    await workbench.runCommand('Swarm Autofix: Report Issue…');
    await workbench.quickPick.waitForTitle('Report Issue');
    await workbench.screenshot('report-choice');
    await workbench.quickPick.accept();
    await workbench.editor.waitForText('## Diagnostics');
    await workbench.notifications.waitFor('nothing has been sent');
    const text = await workbench.editor.text();
    await workbench.screenshot('report');
    match(text, /Swarm Autofix: \d/);
    ok(!text.includes(homedir()) && !text.includes('inventory'), text);
  });

  it('says what is wrong with a setting that was written by hand', async () => {
    const { workbench } = window;
    const path = join(window.workspace.path, '.vscode/settings.json');
    const before = await readFile(path, 'utf8');
    await writeFile(path, before.replace('{', '{ "swarmAutofix.workers": "many",'));
    await workbench.notifications.waitFor(
      'The setting swarmAutofix.workers must be a whole number from 1 to 50, not "many".',
    );
    await workbench.screenshot('setting-fault');
    await writeFile(path, before);
  });

  it('asks before it removes anything, and once more before it removes what waits', async () => {
    const { workbench } = window;
    await workbench.runCommand('Swarm Autofix: Remove Worktrees and Finished Runs');
    match(await workbench.dialog.text(), /Fixes that wait for review are kept: 1\./);
    await workbench.screenshot('clean');
    await workbench.dialog.press('Remove');
    await workbench.notifications.waitFor('Runs kept for review: 1.');
    await workbench.runCommand('Swarm Autofix: Remove Worktrees and Finished Runs');
    await workbench.page.getByRole('button', { name: 'Remove All…' }).click();
    match(await workbench.dialog.text(), /Fixes that are lost: 1\./);
    await workbench.screenshot('clean-all');
    await workbench.dialog.press('Remove All');
    await workbench.notifications.waitFor('Runs removed: 1.');
    await workbench.statusBar.waitFor('Swarm Autofix: Nothing is going on.');
  });

  it('shows the first steps, with those checked that somebody has taken', async () => {
    const { workbench } = window;
    const { page } = workbench;
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.runCommand('View: Toggle Panel Visibility');
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench.runCommand('Swarm Autofix: Get Started');
    const step = (title: string) => page.locator('.getting-started-step', { hasText: title });
    const checked = (title: string) =>
      step(title).locator('.codicon-getting-started-step-checked').waitFor();
    await checked('Start a swarm');
    await checked('Review what they did');
    for (const title of ['See what', 'Start a swarm', 'Review what', 'Accept, and take back']) {
      await step(title).locator('h3').click();
      await page
        .frameLocator('iframe.webview.ready')
        .frameLocator('#active-frame')
        .locator('svg')
        .waitFor();
      await workbench.screenshot(`walkthrough-${title.slice(0, 3).toLowerCase()}`);
    }
    await step('See what is wrong').locator('h3').click();
    await page.getByRole('button', { name: 'Open Problems by Rule' }).click();
    await checked('See what is wrong');
    equal(await page.locator('.codicon-getting-started-step-checked').count(), 3);
  });
});
