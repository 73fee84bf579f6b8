import { deepEqual, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository } from '../../src/core/git/repository.ts';
import { RunStore } from '../../src/core/manager/runStore.ts';
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
  let workbench: Workbench;
  let root: string;

  before(async () => {
    scratch = await scratchFolder('gate');
    gate = new Gate(scratch.path);
    await gate.build();
    window = await openWindow({
      theme: 'dark',
      packages: [process.env['TRY_VSIX'] ?? (await packagedExtension())],
      prepare: (folder) => openSmallProject(folder, gate),
      settings: { 'swarmAutofix.workers': 2, 'files.autoSave': 'off' },
    });
    workbench = window.workbench;
    root = window.workspace.path;
    await workbench.openFile('src/quick.ts');
    await workbench.openFile('src/gated.ts');
    await workbench.runCommand('Problems: Focus on Problems View');
    await workbench.problems.waitFor('not assignable');
    await workbench.problems.waitFor('declared but');
  });

  after(async () => {
    gate.close();
    await window.close();
    scratch.remove();
  });

  async function tasks(): Promise<string[]> {
    const { storageDirectory } = await openRepository(root);
    const views = await new RunStore(storageDirectory).views();
    return views.flatMap((run) =>
      [...run.tasks.values()].map(({ task, state }) => `${task.filePaths.join()} ${state}`),
    );
  }

  /** The process that is at work on the repository. */
  function holder(): number {
    return JSON.parse(readFileSync(join(root, '.git/swarm-autofix/run.lock'), 'utf8')).pid;
  }

  /** Starts a run that stands still at the gate when all else is done. */
  async function startRun(): Promise<void> {
    gate.shut();
    await workbench.runCommand(fixAll);
    await workbench.page.getByRole('option', { name: /Start: fix/ }).click();
    await gate.reached();
    await workbench.statusBar.waitFor('1/2');
  }

  it('goes on after a reload in the middle of a run, with unsaved text and all that was done', async () => {
    await workbench.editor.clickText('export const height');
    await workbench.editor.type(' // unsaved');
    await startRun();
    const workers = childrenOf(holder());
    ok(workers.length >= 2, `workers ${workers.join()}`);
    await workbench.screenshot('unplugged-running');

    await workbench.runCommand('Developer: Reload Window');
    await workbench.notifications.waitFor(cutOff);
    await workbench.screenshot('unplugged-reloaded');
    await gone(workers);
    deepEqual(await tasks(), ['src/gated.ts cancelled', 'src/quick.ts ready']);
    await workbench.editor.waitForText('// unsaved');
    ok(!readFileSync(join(root, 'src/gated.ts'), 'utf8').includes('unsaved'));

    gate.open();
    await workbench.notifications.press(cutOff, 'Continue');
    await workbench.notifications.waitFor('Of 1 problems: 1 fixed.');
    await workbench.screenshot('unplugged-continued');
    deepEqual(await tasks(), [
      'src/gated.ts discarded',
      'src/quick.ts ready',
      'src/gated.ts ready',
    ]);
  });
});
