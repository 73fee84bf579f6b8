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
    const saved = new Promise((resolve) => {
      const subscription = vscode.workspace.onDidSaveTextDocument((one) => {
        if (one !== document) return;
        subscription.dispose();
        resolve(one);
      });
    });
    const [tab] = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => isMergeInput(input));
    ok(tab);
    await vscode.window.tabGroups.close(tab);
    await saved;
    equal(document.getText(), 'one\nvery BAD\nthree\n');
    ok((await project.task(fix)).state !== 'merged');
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
