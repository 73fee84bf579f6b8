import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository } from '../../src/core/git/repository.ts';
import { RunStore } from '../../src/core/manager/runStore.ts';
import type { RunView } from '../../src/core/manager/runView.ts';
import { packagedExtension } from '../host/packagedExtension.ts';
import { type ScratchFolder, scratchFolder } from '../host/scratchFolder.ts';
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
  let window: OpenWindow;
  let first: Workbench;
  let root: string;

  before(async () => {
    scratch = await scratchFolder('unplugged');
    gate = new Gate(scratch.path);
    await gate.build();
    window = await openWindow({
      theme: 'dark',
      packages: [await packagedExtension()],
      prepare: (folder) => openSmallProject(folder, gate),
      settings: { 'swarmAutofix.workers': 2, 'files.autoSave': 'off' },
    });
    first = window.workbench;
    root = window.workspace.path;
    await showProblems(first);
  });

  after(async () => {
    gate.close();
    await window.close();
    scratch.remove();
  });

  /** Opens both files, which are as bad as they were. */
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
  });
});
