import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Workbench } from '../page/workbench.ts';
import { gone } from './processes.ts';
import * as small from './smallWindow.ts';

describe('unplugged: a second window wants to start a run', function () {
  this.timeout(120_000);
  let window: small.SmallWindow;
  let second: Workbench;

  before(async () => {
    window = await small.openSmallWindow();
    await small.showProblems(window.workbench);
  });

  after(() => window?.close());

  it('say who has it, and one can end the run of the other', async () => {
    const { workbench, root } = window;
    const workers = await small.startRun(window);
    second = await window.another();
    await small.showProblems(second);
    await small.pressStart(second);
    const says = 'small is being worked on already';
    await small.waitForOnly(second, says);
    const [text = ''] = await second.notifications.texts();
    ok(text.includes(`by process ${small.holderOf(root)}`), text);
    await second.tree(/^Workers/).waitFor('gated.ts');
    await second.screenshot('unplugged-second-window');

    await second.notifications.press(says, 'Cancel That Run');
    await small.waitForOnly(workbench, 'Cancelled. Of 2 problems');
    await gone(workers);
    await second.statusBar.waitFor('1 to review');
    deepEqual(await second.notifications.texts(), []);
    await workbench.screenshot('unplugged-cancelled-by-other');
    const last = (await small.runsOf(root)).at(-1);
    deepEqual(small.tasksOf(last), ['src/gated.ts cancelled', 'src/quick.ts ready']);
  });
});

describe('unplugged: a repository that has never seen a run', function () {
  this.timeout(120_000);
  let window: small.SmallWindow;

  before(async () => {
    window = await small.openSmallWindow();
    await small.showProblems(window.workbench);
  });

  after(() => window?.close());

  it('shows a second window the first run there is', async () => {
    const { workbench, gate } = window;
    const second = await window.another();
    gate.open();
    await small.pressStart(workbench);
    await workbench.notifications.waitFor('Of 2 problems: 2 fixed.');
    await second.statusBar.waitFor('2 to review');
  });
});

describe('unplugged: two windows accept at the same time', function () {
  this.timeout(120_000);
  let window: small.SmallWindow;
  let second: Workbench;

  before(async () => {
    window = await small.openSmallWindow();
    await small.showProblems(window.workbench);
  });

  after(() => window?.close());

  it('merge once what both accept at the same time', async () => {
    const { workbench, gate, root } = window;
    gate.open();
    await small.pressStart(workbench);
    await workbench.notifications.waitFor('Of 2 problems: 2 fixed.');
    await workbench.notifications.dismiss('Of 2 problems: 2 fixed.');
    second = await window.another();
    await second.openFile('src/gated.ts');
    await second.statusBar.waitFor('2 to review');

    const both = [workbench, second];
    const accept = 'Swarm Autofix: Accept All Verified Fixes';
    for (const one of both) await one.offerCommand(accept);
    await Promise.all(both.map((one) => one.quickPick.choose(accept)));
    await Promise.all(both.map((one) => one.editor.waitForText('height: number = 1')));
    await Promise.all(both.map((one) => one.statusBar.waitFor('Swarm')));
    await Promise.race(both.map((one) => one.notifications.waitFor('merged into')));
    await Promise.race(both.map((one) => one.notifications.waitFor('No fix waits')));
    await workbench.screenshot('unplugged-merged');
    await second.screenshot('unplugged-merged-second');
    for (const { notifications } of both) equal((await notifications.texts()).length, 1);
    for (const { editor } of both) {
      equal((await editor.text()).trim(), 'export const height: number = 1;');
    }
    const tasks = [...((await small.runsOf(root)).at(-1)?.tasks.values() ?? [])];
    deepEqual(
      tasks.map(({ state }) => state),
      ['merged', 'merged'],
    );
    equal(new Set(tasks.map(({ mergeId }) => mergeId)).size, 1);
  });
});
