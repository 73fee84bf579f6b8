import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConsoleMessage } from 'playwright-core';
import { openRepository } from '../../src/core/git/repository.ts';
import { RunStore } from '../../src/core/manager/runStore.ts';
import type { RunView } from '../../src/core/manager/runView.ts';
import { packagedExtension } from '../host/packagedExtension.ts';
import { type ScratchFolder, scratchFolder } from '../host/scratchFolder.ts';
import { type FullFolder, fullFolder } from './fullFolder.ts';
import { type OpenWindow, openWindow } from './openWindow.ts';
import type { Workbench } from './page/workbench.ts';
import { childrenOf, gone } from './unpluggedProcesses.ts';
import { Gate, openSmallProject } from './unpluggedProject.ts';

const fixAll = 'Swarm Autofix: Fix Problems in the Workspace';
const cutOff = 'What it had finished is kept; go on with the rest?';

describe('unplugged', function () {
  this.timeout(180_000);
  let scratch: ScratchFolder;
  let gate: Gate;
  let full: FullFolder;
  let window: OpenWindow;
  let first: Workbench;
  let second: Workbench;
  let root: string;
  const complaints: string[] = [];

  function listen({ page }: Workbench): void {
    page.on('console', (message: ConsoleMessage) => {
      const text = message.text();
      if (/rejected promise not handled/.test(text) && text.includes('swarm')) {
        complaints.push(text);
      }
    });
  }

  before(async () => {
    scratch = await scratchFolder('unplugged');
    gate = new Gate(scratch.path);
    await gate.build();
    full = await fullFolder(scratch.path);
    window = await openWindow({
      theme: 'dark',
      packages: [process.env['TRY_VSIX'] ?? (await packagedExtension())],
      prepare: (folder) => openSmallProject(folder, gate),
      settings: { 'swarmAutofix.workers': 2, 'files.autoSave': 'off' },
      environment: full.environment,
    });
    first = window.workbench;
    listen(first);
    root = window.workspace.path;
    await showProblems(first);
  });

  after(async () => {
    gate.close();
    await window.close();
    full.remove();
    scratch.remove();
  });

  async function showProblems(workbench: Workbench): Promise<void> {
    await workbench.openFile('src/quick.ts');
    await workbench.openFile('src/gated.ts');
    await workbench.runCommand('Problems: Focus on Problems View');
    await workbench.problems.waitFor('not assignable');
    await workbench.problems.waitFor('declared but');
  }

  async function runs(): Promise<RunView[]> {
    const { storageDirectory } = await openRepository(root);
    return new RunStore(storageDirectory).views();
  }

  function tasksOf(run: RunView | undefined): string[] {
    return [...(run?.tasks.values() ?? [])].map(
      ({ task, state }) => `${task.filePaths.join()} ${state}`,
    );
  }

  /** The process that is at work on the repository. */
  function holder(): number {
    return JSON.parse(readFileSync(join(root, '.git/swarm-autofix/run.lock'), 'utf8')).pid;
  }

  async function pressStart(workbench: Workbench): Promise<void> {
    await workbench.runCommand(fixAll);
    await workbench.page.getByRole('option', { name: /Start: fix/ }).click();
  }

  /** Starts a run that stands still at the gate when all else is done; returns its workers. */
  async function startRun(): Promise<number[]> {
    gate.shut();
    await pressStart(first);
    await gate.reached();
    await first.statusBar.waitFor('1/2');
    const workers = childrenOf(holder());
    ok(workers.length >= 2, `workers ${workers.join()}`);
    return workers;
  }

  it('goes on after a reload in the middle of a run, with unsaved text and all that was done', async () => {
    await first.editor.clickText('export const height');
    await first.editor.type(' // unsaved');
    const workers = await startRun();
    await first.runCommand('Developer: Reload Window');
    await first.notifications.waitFor(cutOff);
    await gone(workers);
    deepEqual(tasksOf((await runs()).at(-1)), ['src/gated.ts cancelled', 'src/quick.ts ready']);
    await first.editor.waitForText('// unsaved');
    ok(!readFileSync(join(root, 'src/gated.ts'), 'utf8').includes('unsaved'));
    await first.screenshot('unplugged-reloaded');

    gate.open();
    await first.notifications.press(cutOff, 'Continue');
    await first.notifications.waitFor('Of 1 problems: 1 fixed.');
    const fixes = await first.tree(/^Fixes/).rows();
    equal(fixes.filter(({ label }) => label.includes('gated.ts')).length, 1);
    await first.screenshot('unplugged-continued');
    await first.runCommand('File: Save');
  });

  it('says who has it to a second window, which can stop that run', async () => {
    second = await window.another();
    listen(second);
    await showProblems(second);
    await second.page.getByRole('tab', { name: 'Swarm Autofix' }).first().click();
    const workers = await startRun();
    await second.tree('Workers').waitFor('gated.ts');
    await pressStart(second);
    await second.notifications.waitFor('small is being worked on already');
    await second.screenshot('unplugged-second-window');
    await second.notifications.press('small is being worked on already', 'Cancel That Run');
    await first.notifications.waitFor('Cancelled. Of 2 problems');
    await gone(workers);
    await second.statusBar.waitFor('to review');
    deepEqual(await second.notifications.texts(), []);
    await first.screenshot('unplugged-cancelled-by-other');
  });

  it('goes on after its extension host was killed, and asks in one window only', async () => {
    await first.runCommand('Notifications: Clear All Notifications');
    const workers = await startRun();
    process.kill(holder(), 'SIGKILL');
    await gone(workers);
    await first.statusBar.waitFor('Cut off');
    await second.statusBar.waitFor('Cut off');
    const asked = await Promise.race(
      [first, second].map(async (one) => {
        await one.notifications.waitFor(cutOff);
        return one;
      }),
    );
    const texts = [...(await first.notifications.texts()), ...(await second.notifications.texts())];
    equal(texts.filter((text) => text.includes(cutOff)).length, 1, texts.join('\n'));
    await first.screenshot('unplugged-killed');
    await second.screenshot('unplugged-killed-second');
    gate.open();
    await asked.notifications.press(cutOff, 'Continue');
    await asked.notifications.waitFor('Of 1 problems: 1 fixed.');
    await asked.screenshot('unplugged-killed-continued');
  });

  it('merges what two windows accept at once, once', async () => {
    await first.runCommand('Notifications: Clear All Notifications');
    await second.runCommand('Notifications: Clear All Notifications');
    const accept = 'Swarm Autofix: Accept All Verified Fixes';
    await Promise.all([first.runCommand(accept), second.runCommand(accept)]);
    await first.editor.waitForText('height: number = 1');
    await second.editor.waitForText('height: number = 1');
    await new Promise((resolve) => setTimeout(resolve, 5000));
    await first.screenshot('unplugged-merged');
    await second.screenshot('unplugged-merged-second');
    console.log(await first.notifications.texts(), await second.notifications.texts());
  });

  it('names the folder when the disk of the worktrees is full, and what to do', async () => {
    await mkdir(join(root, '.vscode'));
    const setting = { 'swarmAutofix.cacheFolder': full.path };
    await writeFile(join(root, '.vscode/settings.json'), JSON.stringify(setting));
    await second.page.close();
    await first.runCommand('Swarm Autofix: Undo Merge…');
    await first.screenshot('unplugged-undo');
    await first.quickPick.accept();
    await first.editor.waitForText("'high'");
    await first.runCommand('Notifications: Clear All Notifications');
    await first.problems.waitFor('not assignable');
    await first.problems.waitFor('declared but');
    await pressStart(first);
    await first.notifications.waitFor('No space is left in');
    await first.screenshot('unplugged-full');
    equal((await first.notifications.texts()).length, 1);
    equal((await runs()).at(-1)?.stopReason, 'error');
    await first.notifications.press('No space is left in', 'Open Settings');
    await first.page.getByText('Cache Folder').first().waitFor();
    await first.screenshot('unplugged-full-settings');
    await rm(join(root, '.vscode'), { recursive: true });
    await first.runCommand('View: Close Editor');
    gate.open();
    await pressStart(first);
    await first.notifications.waitFor('Of 2 problems: 2 fixed.');
  });

  it('says that the repository is gone, and empties what it shows', async () => {
    await first.runCommand('Notifications: Clear All Notifications');
    await rm(join(root, '.git'), { recursive: true });
    await first.notifications.waitFor('is no longer a git repository');
    await first.page.getByText('No fixes yet').waitFor();
    await first.screenshot('unplugged-gone');
    equal((await first.notifications.texts()).length, 1);
    await first.notifications.press('is no longer', 'Make This Folder a Git Repository');
    await first.notifications.waitFor('is a git repository now');
  });

  it('ends a run when the repository goes, and leaves nothing there', async () => {
    await first.runCommand('Notifications: Clear All Notifications');
    const workers = await startRun();
    const text = readFileSync(join(root, 'src/gated.ts'), 'utf8');
    await rm(join(root, '.git'), { recursive: true, maxRetries: 3 });
    await first.notifications.waitFor('is no longer a git repository');
    await gone(workers);
    await first.page.getByText('No fixes yet').waitFor();
    await first.screenshot('unplugged-gone-running');
    equal((await first.notifications.texts()).length, 1);
    ok(!existsSync(join(root, '.git')));
    equal(readFileSync(join(root, 'src/gated.ts'), 'utf8'), text);
  });

  it('left no failure without somebody who hears of it', () => {
    deepEqual(complaints, []);
  });
});
