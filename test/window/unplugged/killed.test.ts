import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workbench } from '../page/workbench.ts';
import { gone } from './processes.ts';
import * as small from './smallWindow.ts';

const cutOff = 'What it had finished is kept; go on with the rest?';

describe('unplugged: the extension host is killed in the middle of a run', function () {
  this.timeout(120_000);
  let window: small.SmallWindow;
  let second: Workbench;

  before(async () => {
    window = await small.openSmallWindow();
    await small.showProblems(window.workbench);
  });

  after(() => window?.close());

  async function asked(): Promise<Workbench> {
    return Promise.race(
      [window.workbench, second].map(async (one) => {
        await one.notifications.waitFor(cutOff);
        return one;
      }),
    );
  }

  async function allTexts(): Promise<string[]> {
    const { notifications } = window.workbench;
    return [...(await notifications.texts()), ...(await second.notifications.texts())];
  }

  it('says that it was cut off, asks in one window only, and goes on with the rest', async () => {
    const { workbench, gate, root } = window;
    await workbench.editor.typeAtEnd('// unsaved');
    const workers = await small.startRun(window);
    second = await window.another();
    await second.statusBar.waitFor('1/2');
    process.kill(small.holderOf(root), 'SIGKILL');
    await gone(workers);
    await workbench.statusBar.waitFor('Cut off');
    await second.statusBar.waitFor('Cut off');
    const one = await asked();
    const texts = await allTexts();
    await workbench.screenshot('unplugged-killed');
    await second.screenshot('unplugged-killed-second');
    equal(texts.length, 1, texts.join('\n'));
    const last = (await small.runsOf(root)).at(-1);
    deepEqual(small.tasksOf(last), ['src/gated.ts cancelled', 'src/quick.ts ready']);

    gate.open();
    await one.notifications.press(cutOff, 'Continue');
    await one.notifications.waitFor('Of 1 problem: 1 fixed.');
    await workbench.editor.waitForText('// unsaved');
    ok(!readFileSync(join(root, 'src/gated.ts'), 'utf8').includes('unsaved'));
    await one.screenshot('unplugged-killed-continued');
    const textsInTheEnd = await allTexts();
    equal(textsInTheEnd.length, 1, textsInTheEnd.join('\n'));
  });
});
