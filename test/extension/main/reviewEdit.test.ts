import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { TaskView } from '../../../src/core/manager/runView.ts';
import type { FixReference } from '../../../src/extension/fixes/fixReference.ts';
import { uriOf } from '../../../src/extension/review/fixUris.ts';
import { reviewList } from '../../../src/extension/review/reviewList.ts';
import { taskTitle } from '../../../src/extension/review/reviewTitleText.ts';
import { activeLabel, allTabs, tabsUntil } from '../support/tabs.ts';
import { type WorkspaceRun, workspaceRun } from '../support/workspaceRun.ts';

const { executeCommand } = vscode.commands;

describe('a fix that a person edits before accepting it', () => {
  let project: WorkspaceRun;
  let fixes: (FixReference & { readonly path: string })[];

  before(async function () {
    this.timeout(120_000);
    project = await workspaceRun();
    await project.cli('clean', '--all');
    await project.cli('run', '--ai-fix', '--workers', '2', 'src/pricing', 'src/text');
    const list = reviewList([{ root: project.root, runs: await project.runs() }]);
    const tasks = await Promise.all(list.map((reference) => project.task(reference)));
    fixes = list.flatMap((reference, index) => {
      const result = tasks[index]?.result;
      const [path] = result?.success === true ? result.filesModified : [];
      return path === undefined ? [] : [{ ...reference, path }];
    });
    ok(fixes.length > 2);
  });

  after(() => project.cli('clean', '--all'));

  afterEach(() => executeCommand('workbench.action.closeAllEditors'));

  function takeFix(): FixReference & { readonly path: string } {
    const fix = fixes.shift();
    if (fix === undefined) throw new Error('There are too few fixes.');
    return fix;
  }

  const verdictsOf = ({ result }: TaskView): string[] => [
    ...new Set(result?.verdicts.map(({ verdict, reason }) => `${verdict}: ${reason}`)),
  ];

  async function openForEdit(reference: FixReference): Promise<vscode.TextEditor> {
    await executeCommand('swarmAutofix.editFix', { reference });
    const editor = vscode.window.activeTextEditor;
    ok(editor);
    return editor;
  }

  async function append(editor: vscode.TextEditor, text: string): Promise<void> {
    const { document } = editor;
    const end = document.lineAt(document.lineCount - 1).range.end;
    equal(await editor.edit((edit) => edit.insert(end, text)), true);
  }

  it('is shown beside what it was made on, and can be written', async () => {
    const fix = takeFix();
    const { document } = await openForEdit(fix);
    equal(document.uri.path, `/${fix.path}`);
    match(activeLabel() ?? '', /^\w+\.ts: edit fix$/);
    const { permissions } = await vscode.workspace.fs.stat(document.uri);
    equal(permissions, undefined);
    const { input, isPreview } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    ok(input instanceof vscode.TabInputTextDiff);
    deepEqual(
      [input.original.toString(), isPreview],
      [uriOf({ ...fix, side: 'base' }).toString(), false],
    );
  });

  it('is not verified when it is saved, until it has been checked again', async () => {
    const fix = takeFix();
    const editor = await openForEdit(fix);
    await append(editor, '// a note of mine\n');
    const seen = project.changesOf(fix, (task) =>
      verdictsOf(task).join().includes('fixed: edited'),
    );
    equal(await editor.document.save(), true);
    const states = (await seen).map(verdictsOf);
    deepEqual(states, [
      ['unverified: edited by hand; not checked again yet'],
      ['fixed: edited by hand'],
    ]);
    const task = await project.task(fix);
    equal(task.result?.success, true);
    const { git } = project.repository;
    const text = await git.text(['show', `${task.result?.commit}:${fix.path}`]);
    match(text, /\/\/ a note of mine$/);
  });

  it('is not accepted while an edit of it is not saved', async () => {
    const fix = takeFix();
    await append(await openForEdit(fix), '// not saved\n');
    await executeCommand('swarmAutofix.acceptFix', { reference: fix });
    equal((await project.task(fix)).state, 'ready');
    await executeCommand('workbench.action.revertAndCloseActiveEditor');
    await executeCommand('swarmAutofix.acceptFix', { reference: fix });
    equal((await project.task(fix)).state, 'merged');
    await project.cli('undo');
  });

  it('shows its new text on the right of every diff', async () => {
    const fix = takeFix();
    const uri = uriOf({ ...fix, side: 'fix' });
    await executeCommand('swarmAutofix.reviewFile', { reference: fix });
    const document = await vscode.workspace.openTextDocument(uri);
    const changed = new Promise<string>((resolve) => {
      const subscription = vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document !== document || !document.getText().includes('theirs')) return;
        subscription.dispose();
        resolve(document.getText());
      });
    });
    await project.edit(fix, (text) => `${text}// theirs\n`);
    match(await changed, /\/\/ theirs\n$/);
  });

  it('has a title that tells no verdict of before', async () => {
    const fix = takeFix();
    await executeCommand('swarmAutofix.reviewTask', { reference: fix });
    match(activeLabel() ?? '', / — fixed \d+ \(1 file\)$/);
    await project.edit(fix, (text) => `${text}// theirs\n`);
    await tabsUntil(() => / — unverified \d+ \(1 file\)$/.test(activeLabel() ?? ''));
    equal(allTabs().length, 1);
    await executeCommand('swarmAutofix.recheckFix', { reference: fix });
    const label = `${taskTitle(await project.task(fix))} (1 file)`;
    match(label, / — fixed \d+ \(1 file\)$/);
    await tabsUntil(() => activeLabel() === label);
  });

  it('has its diff closed when that tells a verdict of before, and nobody looks at it', async () => {
    const fix = takeFix();
    await executeCommand('swarmAutofix.reviewFile', { reference: fix });
    const document = await vscode.workspace.openTextDocument({ content: 'mine' });
    await vscode.window.showTextDocument(document, { preview: false });
    const mine = activeLabel();
    await project.edit(fix, (text) => `${text}// theirs\n`);
    await tabsUntil(() => allTabs().length === 1);
    equal(activeLabel(), mine);
  });

  it('may be looked at as a plain file', async () => {
    const fix = takeFix();
    await executeCommand('vscode.open', uriOf({ ...fix, side: 'fix' }));
    await project.edit(fix, (text) => `${text}// theirs\n`);
    await executeCommand('swarmAutofix.recheckFix', { reference: fix });
    deepEqual(allTabs(), [`${basename(fix.path)} (${fix.taskId}, fix)`]);
  });
});
