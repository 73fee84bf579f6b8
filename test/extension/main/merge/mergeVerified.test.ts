import { deepEqual, equal, match, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FixTarget } from '../../../../src/extension/fixes/fixReference.ts';
import { MergeBench } from './mergeBench.ts';

describe('accepting all verified fixes', () => {
  const bench = new MergeBench();
  beforeEach(() => bench.begin());
  afterEach(() => bench.end());

  it('merges those, and leaves the others for review', async () => {
    const project = await bench.project({
      ...{ 'src/a.txt': 'BAD\n', 'src/b.txt': 'BAD\nBAD\n', 'src/c.txt': 'BAD\n' },
    });
    const fixes = await project.fix({
      ...{ 'src/a.txt': 'GOOD\n', 'src/b.txt': 'GOOD\nGOOD\n', 'src/c.txt': null },
    });
    const byFile = new Map<string, FixTarget>();
    for (const fix of fixes) {
      byFile.set((await project.task(fix)).task.filePaths[0] ?? '', fix);
    }
    const [one, two, doubtful] = ['a', 'b', 'c'].map((name) => byFile.get(`src/${name}.txt`));
    ok(one && two && doubtful);
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', one);
    await vscode.commands.executeCommand('swarmAutofix.acceptVerified');
    const message = bench.messages.all.at(-1);
    equal(message?.text, '1 fix merged into 1 file: fixed 2.');
    deepEqual(message.buttons, ['Undo', 'Review Rest']);
    equal((await project.task(two)).state, 'merged');
    equal((await project.task(doubtful)).state, 'ready');
    equal(String(await project.read('src/c.txt')), 'BAD\n');
  });

  it('leaves out what somebody has discarded a part of', async () => {
    const project = await bench.project({ 'src/a.txt': 'BAD\n', 'src/b.txt': 'b\n' });
    const [fix] = await project.fix({ 'src/a.txt': 'GOOD\n', 'src/b.txt': 'B\n' });
    ok(fix);
    const part = { reference: { ...fix.reference, path: 'src/b.txt' } };
    await vscode.commands.executeCommand('swarmAutofix.discardFix', part);
    await vscode.commands.executeCommand('swarmAutofix.acceptVerified');
    match(bench.messages.texts.at(-1) ?? '', /^None of the fixes is verified: /);
    equal(String(await project.read('src/a.txt')), 'BAD\n');
  });

  it('leaves a fix alone that somebody is editing, and so does everything else', async () => {
    const project = await bench.project({ 'src/a.txt': 'BAD\n' });
    const [fix] = await project.fix({ 'src/a.txt': 'GOOD\n' });
    ok(fix);
    const { executeCommand } = vscode.commands;
    await executeCommand('swarmAutofix.editFix', {
      reference: { ...fix.reference, path: 'src/a.txt' },
    });
    const editor = vscode.window.activeTextEditor;
    await editor?.edit((edit) => edit.insert(new vscode.Position(0, 0), 'mine '));
    equal(editor?.document.isDirty, true);
    await executeCommand('swarmAutofix.acceptVerified');
    const said = 'your edit of the fix is not saved: 1.';
    equal(bench.messages.texts.at(-1), `No verified fix could be merged. Left out, since ${said}`);
    for (const command of ['discardFix', 'resolveConflict', 'retryTask']) {
      const count = bench.messages.all.length;
      await executeCommand(`swarmAutofix.${command}`, fix);
      deepEqual(bench.messages.all.length, count + 1);
      match(bench.messages.texts.at(-1) ?? '', /Your edit of the fix in a\.txt is not saved/);
    }
    equal((await project.task(fix)).state, 'ready');
    equal(String(await project.read('src/a.txt')), 'BAD\n');
    await executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('writes once when two merges are asked for at once', async () => {
    const project = await bench.project({ 'src/a.txt': 'BAD\n', 'src/b.txt': 'BAD\n' });
    const fixes = await project.fix({ 'src/a.txt': 'GOOD\n', 'src/b.txt': 'GOOD\n' });
    equal(fixes.length, 2);
    await Promise.all(
      fixes.map((fix) => vscode.commands.executeCommand('swarmAutofix.acceptFix', fix)),
    );
    for (const fix of fixes) equal((await project.task(fix)).state, 'merged');
    equal(String(await project.read('src/a.txt')), 'GOOD\n');
    equal(String(await project.read('src/b.txt')), 'GOOD\n');
  });
});
