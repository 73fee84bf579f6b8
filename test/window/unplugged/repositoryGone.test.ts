import { equal, ok } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gone } from './processes.ts';
import { removeAtOnce } from './smallProject.ts';
import * as small from './smallWindow.ts';

const noLonger = 'is no longer a git repository';

describe('unplugged: the repository is deleted under a run', function () {
  this.timeout(120_000);
  let window: small.SmallWindow;

  before(async () => {
    window = await small.openSmallWindow();
    await small.showProblems(window.workbench);
  });

  after(() => window?.close());

  it('ends the run that was going on in it, and leaves nothing there', async () => {
    const { workbench, root } = window;
    const text = readFileSync(join(root, 'src/gated.ts'), 'utf8');
    await workbench.editor.typeAtEnd('// unsaved');
    const workers = await small.startRun(window);
    await removeAtOnce(join(root, '.git'));
    await small.waitForOnly(workbench, noLonger);
    await gone(workers);
    await workbench.page.getByText('No fixes yet').waitFor();
    await workbench.page.getByText('Workers need a git repository').waitFor();
    await workbench.screenshot('unplugged-gone-running');
    await small.hasOnly(workbench, noLonger);
    ok(!existsSync(join(root, '.git')));
    equal(readFileSync(join(root, 'src/gated.ts'), 'utf8'), text);
    await workbench.editor.waitForText('// unsaved');
  });
});

describe('unplugged: the repository is deleted while nothing goes on', function () {
  this.timeout(120_000);
  let window: small.SmallWindow;

  before(async () => {
    window = await small.openSmallWindow();
    await small.showProblems(window.workbench);
  });

  after(() => window?.close());

  it('says so when nothing goes on, and makes another one when asked to', async () => {
    const { workbench, gate, root } = window;
    gate.open();
    await small.pressStart(workbench);
    const ended = 'Of 2 problems: 2 fixed.';
    await workbench.notifications.waitFor(ended);
    await workbench.notifications.dismiss(ended);
    await removeAtOnce(join(root, '.git'));
    await small.waitForOnly(workbench, noLonger);
    await workbench.page.getByText('No fixes yet').waitFor();
    await workbench.screenshot('unplugged-gone');

    await workbench.notifications.press(noLonger, 'Make This Folder a Git Repository');
    await small.waitForOnly(workbench, 'is a git repository now');
    ok(existsSync(join(root, '.git/HEAD')));
    await workbench.screenshot('unplugged-made-anew');
    await workbench.notifications.dismiss('is a git repository now');
    await small.pressStart(workbench);
    await small.waitForOnly(workbench, ended);
  });
});
