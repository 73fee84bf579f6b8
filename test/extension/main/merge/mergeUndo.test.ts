import { deepEqual, equal, match, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import { MergeBench } from './mergeBench.ts';

const lines = 'one\nBAD\nthree\nfour\nfive\nsix\n';

describe('taking a merge back', () => {
  const bench = new MergeBench();
  beforeEach(() => bench.begin());
  afterEach(() => bench.end());

  it('keeps what was edited since, saved and unsaved', async () => {
    const project = await bench.project({ 'src/a.txt': lines, 'src/b.txt': 'b\n' });
    const fixes = await project.fix({
      ...{ 'src/a.txt': lines.replace('BAD', 'GOOD'), 'src/b.txt': 'B\n' },
    });
    const document = await project.open('src/a.txt');
    bench.messages.answer('Undo');
    const isUndone = bench.messages.first(/taken back/);
    await project.type(document, 4, 'typed ');
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', fixes[0]);
    const { text, buttons } = await isUndone;
    match(text, /^The merge was taken back from 2 files\. To review again: 1 fix\.$/);
    deepEqual(buttons, ['Show']);
    equal(document.getText(), lines.replace('five', 'typed five'));
    equal(document.isDirty, true);
    equal(String(await project.read('src/b.txt')), 'b\n');
    ok(fixes[0]);
    equal((await project.task(fixes[0])).state, 'ready');
  });

  it('changes nothing when the merged lines were edited since', async () => {
    const project = await bench.project({ 'src/a.txt': lines });
    const [fix] = await project.fix({ 'src/a.txt': lines.replace('BAD', 'GOOD') });
    const document = await project.open('src/a.txt');
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', fix);
    await project.type(document, 1, 'very ');
    const before = document.getText();
    await vscode.commands.executeCommand('swarmAutofix.undoMerge', await lastMerge(project.root));
    match(bench.messages.texts.at(-1) ?? '', /cannot be taken back.*src\/a\.txt/);
    equal(document.getText(), before);
    ok(fix);
    equal((await project.task(fix)).state, 'merged');
  });

  it('asks which one when there are several, the newest first', async () => {
    const project = await bench.project({ 'src/a.txt': lines, 'src/b.txt': 'b\n' });
    const [fix] = await project.fix({
      ...{ 'src/a.txt': lines.replace('BAD', 'GOOD'), 'src/b.txt': 'B\n' },
    });
    ok(fix);
    for (const path of ['src/a.txt', 'src/b.txt']) {
      const part = { reference: { ...fix.reference, path } };
      await vscode.commands.executeCommand('swarmAutofix.acceptFix', part);
    }
    const shown: vscode.QuickPickItem[] = [];
    const { showQuickPick } = vscode.window;
    const choose = async (rows: Promise<vscode.QuickPickItem[]>) => {
      shown.push(...(await rows));
      return shown.find(({ detail }) => detail?.includes('src/a.txt'));
    };
    Object.assign(vscode.window, { showQuickPick: choose });
    try {
      await vscode.commands.executeCommand('swarmAutofix.undoMerge');
    } finally {
      Object.assign(vscode.window, { showQuickPick });
    }
    deepEqual(
      shown.slice(0, 2).map(({ detail }) => detail),
      ['1 file: src/b.txt', '1 file: src/a.txt'],
    );
    equal(String(await project.read('src/a.txt')), lines);
    equal(String(await project.read('src/b.txt')), 'B\n');
  });
});

async function lastMerge(root: string): Promise<string | undefined> {
  const { openRepository } = await import('../../../../src/core/git/repository.ts');
  const { listMerges } = await import('../../../../src/core/git/undo.ts');
  return (await listMerges((await openRepository(root)).git))[0]?.mergeId;
}
