import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gone } from './processes.ts';
import * as small from './smallWindow.ts';

const cutOff = 'What it had finished is kept; go on with the rest?';

describe('unplugged: the window is reloaded in the middle of a run', function () {
  this.timeout(120_000);
  let window: small.SmallWindow;

  before(async () => {
    window = await small.openSmallWindow();
    await small.showProblems(window.workbench);
  });

  after(() => window?.close());

  it('goes on with the rest, with unsaved text and all that was done', async () => {
    const { workbench, gate, root } = window;
    await workbench.editor.typeAtEnd('// unsaved');
    const workers = await small.startRun(window);
    await workbench.runCommand('Developer: Reload Window');
    await small.waitForOnly(workbench, cutOff);
    await gone(workers);
    const last = (await small.runsOf(root)).at(-1);
    deepEqual(small.tasksOf(last), ['src/gated.ts cancelled', 'src/quick.ts ready']);
    await workbench.editor.waitForText('// unsaved');
    ok(!readFileSync(join(root, 'src/gated.ts'), 'utf8').includes('unsaved'));
    await workbench.screenshot('unplugged-reloaded');

    gate.open();
    await workbench.notifications.press(cutOff, 'Continue');
    await small.waitForOnly(workbench, 'Of 1 problem: 1 fixed.');
    const fixes = await workbench.tree(/^Fixes/).rows();
    equal(fixes.filter(({ label }) => label.includes('gated.ts')).length, 1);
    await workbench.screenshot('unplugged-continued');
  });
});
