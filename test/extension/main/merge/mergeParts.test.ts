import { deepEqual, equal, match, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FixTarget } from '../../../../src/extension/fixes/fixReference.ts';
import { swarmAutofix } from '../../support/publicApi.ts';
import { MergeBench } from './mergeBench.ts';
import type { MergeProject } from './mergeProject.ts';

const before = 'one\nBAD\nthree\nfour\nfive\nsix\nseven\nlast\n';
const after = 'one\nGOOD\nthree\nfour\nfive\nsix\nseven\nLAST\n';

describe('accepting and discarding parts of a fix', () => {
  const bench = new MergeBench();
  let project: MergeProject;
  let fix: FixTarget;

  const hunk = (number: number): FixTarget => ({
    reference: { ...fix.reference, path: 'src/a.txt', hunks: [number] },
  });

  beforeEach(async () => {
    await bench.begin();
    project = await bench.project({ 'src/a.txt': before, 'src/b.txt': 'b\n' });
    const [made] = await project.fix({ 'src/a.txt': after, 'src/b.txt': 'B\n' });
    ok(made);
    fix = made;
  });
  afterEach(() => bench.end());

  it('merges one hunk, and later the rest', async () => {
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', hunk(1));
    match(bench.messages.texts.join(), /^Part of .* merged into 1 file\.$/);
    equal(String(await project.read('src/a.txt')), before.replace('last', 'LAST'));
    equal((await project.task(fix)).state, 'ready');
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', fix);
    equal(String(await project.read('src/a.txt')), after);
    equal(String(await project.read('src/b.txt')), 'B\n');
    equal((await project.task(fix)).state, 'merged');
  });

  it('merges what is selected of the same fix in one step', async () => {
    const file = { reference: { ...fix.reference, path: 'src/b.txt' } };
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', hunk(0), [hunk(0), file]);
    deepEqual(bench.messages.all.length, 1);
    equal(String(await project.read('src/a.txt')), before.replace('BAD', 'GOOD'));
    equal(String(await project.read('src/b.txt')), 'B\n');
  });

  it('never merges a hunk that was discarded, and is done when all else is in', async () => {
    await vscode.commands.executeCommand('swarmAutofix.discardFix', hunk(1));
    equal((await project.task(fix)).state, 'ready');
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', fix);
    equal(String(await project.read('src/a.txt')), before.replace('BAD', 'GOOD'));
    equal(String(await project.read('src/b.txt')), 'B\n');
    equal((await project.task(fix)).state, 'merged');
  });

  it('merges a hunk after all that was discarded before', async () => {
    await vscode.commands.executeCommand('swarmAutofix.discardFix', hunk(1));
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', hunk(1));
    match(bench.messages.texts.join(), /^Part of .* merged into 1 file\.$/);
    equal(String(await project.read('src/a.txt')), before.replace('last', 'LAST'));
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', hunk(1));
    match(bench.messages.texts.at(-1) ?? '', /^Nothing was written/);
    deepEqual(bench.messages.all.at(-1)?.buttons, []);
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', fix);
    equal(String(await project.read('src/a.txt')), after);
    equal((await project.task(fix)).state, 'merged');
  });

  it('never merges for another extension what was discarded', async () => {
    await vscode.commands.executeCommand('swarmAutofix.discardFix', hunk(1));
    const { runId, taskId } = fix.reference;
    const api = (await swarmAutofix()).getAPI(1);
    const { merged } = await api.merge([`${runId}/${taskId}`]);
    deepEqual(merged, [`${runId}/${taskId}`]);
    equal(String(await project.read('src/a.txt')), before.replace('BAD', 'GOOD'));
    equal((await project.task(fix)).state, 'merged');
  });

  it('is done when what is left of a fix is discarded', async () => {
    const file = { reference: { ...fix.reference, path: 'src/a.txt' } };
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', file);
    equal((await project.task(fix)).state, 'ready');
    const rest = { reference: { ...fix.reference, path: 'src/b.txt' } };
    await vscode.commands.executeCommand('swarmAutofix.discardFix', rest);
    equal((await project.task(fix)).state, 'merged');
    equal(String(await project.read('src/b.txt')), 'b\n');
  });

  it('discards a fix as soon as each part of it is discarded', async () => {
    for (const path of ['src/a.txt', 'src/b.txt']) {
      const file = { reference: { ...fix.reference, path } };
      await vscode.commands.executeCommand('swarmAutofix.discardFix', file);
    }
    equal((await project.task(fix)).state, 'discarded');
    equal(String(await project.read('src/a.txt')), before);
  });

  it('discards a whole fix at once, and offers a retry', async () => {
    await vscode.commands.executeCommand('swarmAutofix.discardFix', fix);
    equal((await project.task(fix)).state, 'discarded');
    const [message] = bench.messages.all;
    match(message?.text ?? '', /was discarded\.$/);
    deepEqual(message?.buttons, ['Retry with a Note…']);
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', fix);
    match(bench.messages.texts.at(-1) ?? '', /is discarded already/);
  });
});

describe('a fix that brings new problems', () => {
  const bench = new MergeBench();
  beforeEach(() => bench.begin());
  afterEach(() => bench.end());

  it('is merged only after a question', async () => {
    const project = await bench.project({ 'src/a.txt': 'BAD\n', 'src/b.txt': 'b\n' });
    const [made] = await project.fix({ 'src/a.txt': 'GOOD\n', 'src/b.txt': 'BAD\n' });
    ok(made);
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', made);
    match(bench.messages.texts.join(), /brings new problems\. Merge it\?$/);
    equal(String(await project.read('src/a.txt')), 'BAD\n');
    bench.messages.answer('Merge');
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', made);
    match(bench.messages.texts.at(-1) ?? '', /^1 fix merged into 2 files: .*\b1 new\.$/);
    equal(String(await project.read('src/a.txt')), 'GOOD\n');
  });
});
