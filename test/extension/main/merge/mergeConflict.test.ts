import { deepEqual, equal, match, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FixTarget } from '../../../../src/extension/fixes/fixReference.ts';
import { MergeBench } from './mergeBench.ts';
import type { MergeProject } from './mergeProject.ts';

const before = 'one\nBAD\nthree\n';
const after = 'one\nGOOD\nthree\n';

/** What a merge editor has for its input. */
interface MergeInput {
  readonly base: vscode.Uri;
  readonly input1: vscode.Uri;
  readonly input2: vscode.Uri;
  readonly result: vscode.Uri;
}

function isMergeInput(input: unknown): input is MergeInput {
  return typeof input === 'object' && input !== null && 'result' in input;
}

function mergeInput(): MergeInput | undefined {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  return isMergeInput(activeTab?.input) ? activeTab.input : undefined;
}

/** Waits for an editor's event until something is true. */
function until(test: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!test()) return;
      for (const subscription of subscriptions) subscription.dispose();
      resolve();
    };
    const subscriptions = [
      vscode.window.tabGroups.onDidChangeTabs(look),
      vscode.workspace.onDidChangeTextDocument(look),
      vscode.workspace.onDidSaveTextDocument(look),
    ];
    look();
  });
}

describe('a fix that conflicts with unsaved lines', () => {
  const bench = new MergeBench();
  let project: MergeProject;
  let fix: FixTarget;
  let document: vscode.TextDocument;

  beforeEach(async () => {
    await bench.begin();
    project = await bench.project({ 'src/a.txt': before, 'src/b.txt': 'b\n' });
    const [made] = await project.fix({ 'src/a.txt': after, 'src/b.txt': 'B\n' });
    ok(made);
    fix = made;
    document = await project.open('src/a.txt');
    await project.type(document, 1, 'very ');
  });
  afterEach(() => bench.end());

  async function openMergeEditor(): Promise<void> {
    await vscode.commands.executeCommand('swarmAutofix.resolveConflict', fix);
    await until(() => mergeInput() !== undefined && !document.getText().includes('<<<<<<<'));
  }

  async function closeMergeEditor(): Promise<void> {
    const [tab] = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => isMergeInput(input));
    ok(tab);
    await vscode.window.tabGroups.close(tab);
  }

  /** Settles when the file has been saved. */
  function saved(): Promise<unknown> {
    return new Promise((resolve) => {
      const subscription = vscode.workspace.onDidSaveTextDocument((one) => {
        if (one !== document) return;
        subscription.dispose();
        resolve(one);
      });
    });
  }

  it('changes nothing, and says where', async () => {
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', fix);
    const [message] = bench.messages.all;
    match(message?.text ?? '', /could not be merged.*in src\/a\.txt\.$/);
    deepEqual(message?.buttons, ['Resolve Conflict']);
    equal(document.getText(), 'one\nvery BAD\nthree\n');
    equal(String(await project.read('src/a.txt')), before);
    equal(String(await project.read('src/b.txt')), 'b\n');
    equal((await project.task(fix)).state, 'conflicted');
  });

  it('merges the other files, and opens the merge editor for that one', async () => {
    await openMergeEditor();
    equal(String(await project.read('src/b.txt')), 'B\n');
    const input = mergeInput();
    ok(input);
    equal(input.result.toString(), project.uri('src/a.txt').toString());
    const sides = [input.base, input.input1, input.input2];
    const texts = await Promise.all(
      sides.map(async (uri) => (await vscode.workspace.openTextDocument(uri)).getText()),
    );
    deepEqual(texts, [before, 'one\nvery BAD\nthree\n', after]);
  });

  it('counts as merged once the merge is completed, and can be taken back', async () => {
    await openMergeEditor();
    await vscode.commands.executeCommand('merge.acceptAllInput2');
    bench.messages.answer('Undo');
    const isUndone = bench.messages.first(/taken back/);
    await vscode.commands.executeCommand('swarmAutofix.completeMerge');
    const { text } = await bench.messages.first(/its conflict is resolved/);
    match(text, /a\.txt|2 files/);
    await isUndone;
    equal(document.getText(), 'one\nvery BAD\nthree\n');
    equal((await project.task(fix)).state, 'ready');
  });

  it('is put back as it was when somebody gives up', async () => {
    await openMergeEditor();
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until(() => document.getText().includes('<<<<<<<'));
    bench.messages.answer('Put Back as It Was');
    const isPutBack = saved();
    await closeMergeEditor();
    await isPutBack;
    equal(document.getText(), 'one\nvery BAD\nthree\n');
    ok((await project.task(fix)).state !== 'merged');
  });

  it('is not merged when its merge editor is closed before anybody has chosen', async () => {
    await openMergeEditor();
    await document.save();
    equal(document.getText(), before);
    bench.messages.answer('Put Back as It Was');
    await closeMergeEditor();
    const { buttons } = await bench.messages.first(/^Is src\/a\.txt merged\?/);
    deepEqual(buttons, ['Merged', 'Continue', 'Put Back as It Was']);
    await until(() => document.getText() === 'one\nvery BAD\nthree\n' && !document.isDirty);
    equal((await project.task(fix)).state, 'ready');
  });

  it('is merged without a choice when somebody says so', async () => {
    await openMergeEditor();
    await document.save();
    bench.messages.answer('Merged');
    await closeMergeEditor();
    await bench.messages.first(/its conflict is resolved/);
    equal((await project.task(fix)).state, 'merged');
    equal(document.getText(), before);
  });

  it('is merged without a question when something of the fix was chosen and saved', async () => {
    await openMergeEditor();
    await vscode.commands.executeCommand('merge.acceptAllInput2');
    await document.save();
    await closeMergeEditor();
    await bench.messages.first(/its conflict is resolved/);
    equal((await project.task(fix)).state, 'merged');
    equal(document.getText(), after);
    ok(!bench.messages.texts.some((text) => /merged\?/.test(text)));
  });

  it('is resolved in the text itself by an editor without a merge editor', async () => {
    const { getCommands } = vscode.commands;
    const some = async (): Promise<string[]> =>
      (await getCommands()).filter((command) => command !== '_open.mergeEditor');
    Object.assign(vscode.commands, { getCommands: some });
    try {
      await vscode.commands.executeCommand('swarmAutofix.resolveConflict', fix);
    } finally {
      Object.assign(vscode.commands, { getCommands });
    }
    match(document.getText(), /^one\n<<<<<<< yours\nvery BAD\n(.*\n)*>>>>>>> fix\nthree\n$/);
    equal(String(await project.read('src/a.txt')), before);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), 'one\nvery GOOD\n');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await bench.messages.first(/its conflict is resolved/);
    equal((await project.task(fix)).state, 'merged');
    equal(String(await project.read('src/a.txt')), 'one\nvery GOOD\n');
  });
});

describe('a fix that conflicts in what cannot be merged as text', () => {
  const bench = new MergeBench();
  beforeEach(() => bench.begin());
  afterEach(() => bench.end());

  const resolve = (fix: FixTarget): Thenable<unknown> =>
    vscode.commands.executeCommand('swarmAutofix.resolveConflict', fix);

  it('is not merged by a save when its user could not take the fix', async () => {
    const project = await bench.project({ 'src/a.txt': before });
    const [fix] = await project.fix({ 'src/a.txt': null });
    ok(fix);
    const document = await project.open('src/a.txt');
    await project.type(document, 1, 'very ');
    bench.messages.answer('Delete It');
    await resolve(fix);
    match(bench.messages.texts.join(), /deletes src\/a\.txt.*has unsaved changes/);
    await document.save();
    await resolve(fix);
    const asked = bench.messages.texts.filter((text) => /deletes src\/a\.txt/.test(text));
    equal(asked.length, 2);
    equal((await project.task(fix)).state, 'ready');
    equal(String(await project.read('src/a.txt')), 'one\nvery BAD\nthree\n');
  });

  it('is text as well when it has a byte-order mark and other line ends', async () => {
    const bytes = (line: string): Buffer => Buffer.from(`\ufeff1\r\n2\r\n${line}\r\n`);
    const project = await bench.project({ 'src/a.txt': bytes('BAD') });
    const [fix] = await project.fix({ 'src/a.txt': bytes('GOOD') });
    ok(fix);
    await project.write('src/a.txt', bytes('MINE'));
    const document = await project.open('src/a.txt');
    await resolve(fix);
    await until(() => mergeInput() !== undefined && !document.getText().includes('<<<<<<<'));
    await vscode.commands.executeCommand('merge.acceptAllInput2');
    await vscode.commands.executeCommand('swarmAutofix.completeMerge');
    await bench.messages.first(/its conflict is resolved/);
    deepEqual(await project.read('src/a.txt'), bytes('GOOD'));
  });

  it('is asked about when the editor has the wrong idea of its encoding', async () => {
    const bytes = (line: string): Buffer => Buffer.from(`caf\xe9\n${line}\nlast\n`, 'latin1');
    const project = await bench.project({ 'src/a.txt': bytes('BAD') });
    const [fix] = await project.fix({ 'src/a.txt': bytes('GOOD') });
    ok(fix);
    await project.write('src/a.txt', bytes('MINE'));
    const document = await project.open('src/a.txt');
    await resolve(fix);
    match(bench.messages.texts.join(), /^src\/a\.txt is open as utf8, which is not its encoding/);
    equal(document.isDirty, false);
    deepEqual(await project.read('src/a.txt'), bytes('MINE'));
    bench.messages.answer('Take the Fix');
    await resolve(fix);
    deepEqual(await project.read('src/a.txt'), bytes('GOOD'));
    equal((await project.task(fix)).state, 'merged');
  });
});
