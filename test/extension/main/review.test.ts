import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FixReference } from '../../../src/extension/fixes/fixReference.ts';
import { uriOf } from '../../../src/extension/review/fixUris.ts';
import { reviewList } from '../../../src/extension/review/reviewList.ts';
import { fileTitle, taskTitle } from '../../../src/extension/review/reviewTitleText.ts';
import { activeLabel, allTabs, tabsUntil } from '../support/tabs.ts';
import { type WorkspaceRun, workspaceRun } from '../support/workspaceRun.ts';

const { executeCommand } = vscode.commands;

describe('the review of a run that has ended', () => {
  let project: WorkspaceRun;
  let list: readonly FixReference[];

  before(async function () {
    this.timeout(120_000);
    project = await workspaceRun();
    await project.cli('clean', '--all');
    await project.cli('run', '--ai-fix', '--workers', '2', 'src/pricing', 'src/text');
    list = reviewList([{ root: project.root, runs: await project.runs() }]);
    ok(list.length > 5, `only ${list.length} fixes`);
  });

  after(() => project.cli('clean', '--all'));

  afterEach(() => executeCommand('workbench.action.closeAllEditors'));

  function fix(index: number): FixReference {
    const reference = list.at(index);
    if (reference === undefined) throw new Error(`There is no fix ${index}.`);
    return reference;
  }

  async function fileOf(reference: FixReference): Promise<string> {
    const [path] = (await project.task(reference)).result?.filesModified ?? [];
    if (path === undefined) throw new Error(`${reference.taskId} changes nothing.`);
    return path;
  }

  async function openTask(reference: FixReference): Promise<void> {
    await executeCommand('swarmAutofix.reviewTask', { reference });
  }

  /** The title of a task, as the editor shows it. */
  async function labelOf(reference: FixReference): Promise<string> {
    const task = await project.task(reference);
    const count = task.result?.filesModified.length ?? 0;
    return `${taskTitle(task)} (${count === 1 ? '1 file' : `${count} files`})`;
  }

  describe('of a task', () => {
    it('says in its title what was wrong, where, and what became of it', async () => {
      await openTask(fix(0));
      const label = activeLabel() ?? '';
      match(label, /^\S+.* in \w+\.ts( and \d+ more)? — (fixed|proposed) \d+.* \(\d+ files?\)$/);
      equal(label, await labelOf(fix(0)));
    });

    it('is in a preview, which the next one takes the place of', async () => {
      await openTask(fix(0));
      await openTask(fix(1));
      deepEqual(allTabs(), [await labelOf(fix(1))]);
    });

    it('is in one editor only, also when somebody keeps that open', async () => {
      await openTask(fix(0));
      await executeCommand('workbench.action.keepEditor');
      await openTask(fix(1));
      await openTask(fix(0));
      deepEqual(allTabs(), [await labelOf(fix(0))]);
    });
  });

  describe('of a file', () => {
    it('is a diff that says the verdict in its title', async () => {
      const path = await fileOf(fix(0));
      await executeCommand('swarmAutofix.reviewFile', { reference: { ...fix(0), path } });
      equal(activeLabel(), fileTitle(await project.task(fix(0)), path));
      match(activeLabel() ?? '', /^\w+\.ts: \S+.* — (fixed|proposed) \d+/);
      const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
      ok(input instanceof vscode.TabInputTextDiff);
      deepEqual([input.original.path, input.modified.path], [`/${path}`, `/${path}`]);
    });

    it('goes to the hunk that was asked for', async () => {
      const path = await fileOf(fix(0));
      const { parent = '', commit = '' } = (await project.task(fix(0))).result ?? {};
      const range = ['-U0', parent, commit ?? '', '--', path];
      const patch = await project.repository.git.text(['diff', ...range]);
      const lines = [...patch.matchAll(/^@@ -\S+ \+(\d+)/gm)].map(([, line]) => Number(line));
      ok(lines.length > 1);
      const reference = { ...fix(0), path, hunks: [lines.length - 1] };
      await executeCommand('swarmAutofix.reviewFile', { reference });
      equal(vscode.window.activeTextEditor?.selection.active.line, (lines.at(-1) ?? 0) - 1);
    });

    it('is read by the language of its name', async () => {
      const path = await fileOf(fix(0));
      await executeCommand('swarmAutofix.reviewFile', { reference: { ...fix(0), path } });
      equal(vscode.window.activeTextEditor?.document.languageId, 'typescript');
    });
  });

  describe('has texts that', () => {
    const decoder = new TextDecoder();

    async function read(side: 'base' | 'fix'): Promise<string> {
      const path = await fileOf(fix(0));
      const bytes = await vscode.workspace.fs.readFile(uriOf({ ...fix(0), path, side }));
      return decoder.decode(bytes);
    }

    it('are those of the commits before and after the fix', async () => {
      const path = await fileOf(fix(0));
      const { parent, commit } = (await project.task(fix(0))).result ?? {};
      const { git } = project.repository;
      const [base, fixed] = [await read('base'), await read('fix')];
      equal(base.trimEnd(), (await git.text(['show', `${parent}:${path}`])).trimEnd());
      equal(fixed.trimEnd(), (await git.text(['show', `${commit}:${path}`])).trimEnd());
      notEqual(base, fixed);
    });

    it('cannot be written', async () => {
      const path = await fileOf(fix(0));
      for (const side of ['base', 'fix'] as const) {
        const uri = uriOf({ ...fix(0), path, side });
        const { permissions } = await vscode.workspace.fs.stat(uri);
        equal(permissions, vscode.FilePermission.Readonly);
      }
    });

    it('are empty where the file is not there', async () => {
      const uri = uriOf({ ...fix(0), path: 'src/nowhere.ts', side: 'fix' });
      equal((await vscode.workspace.fs.readFile(uri)).length, 0);
    });

    it('are not there without their run', async () => {
      const uri = uriOf({ ...fix(0), runId: 'r0', path: 'a.ts', side: 'fix' });
      const error = await vscode.workspace.fs.readFile(uri).then(undefined, (reason) => reason);
      equal(error instanceof vscode.FileSystemError && error.code, 'FileNotFound');
    });
  });

  describe('goes on', () => {
    it('from fix to fix in the order of the view, and round at its end', async () => {
      await openTask(fix(-2));
      const seen: (string | undefined)[] = [];
      for (const _step of [1, 2, 3]) {
        await executeCommand('swarmAutofix.reviewNext');
        seen.push(activeLabel());
      }
      deepEqual(seen, [await labelOf(fix(-1)), await labelOf(fix(0)), await labelOf(fix(1))]);
    });

    it('backwards too', async () => {
      await openTask(fix(1));
      await executeCommand('swarmAutofix.reviewPrevious');
      equal(activeLabel(), await labelOf(fix(0)));
      await executeCommand('swarmAutofix.reviewPrevious');
      equal(activeLabel(), await labelOf(fix(-1)));
    });

    it('from a fix that was decided about elsewhere, whose editor goes', async () => {
      await openTask(fix(-1));
      const [gone, next] = [await labelOf(fix(-1)), await labelOf(fix(0))];
      equal(activeLabel(), gone);
      await project.cli('discard', `${fix(-1).runId}/${fix(-1).taskId}`);
      await tabsUntil(() => activeLabel() === next && !allTabs().includes(gone));
      list = list.slice(0, -1);
    });

    it('not while a person is somewhere else, but closes what is decided', async () => {
      await openTask(fix(-1));
      await executeCommand('workbench.action.keepEditor');
      const document = await vscode.workspace.openTextDocument({ content: 'mine' });
      await vscode.window.showTextDocument(document, { preview: false });
      const mine = activeLabel();
      await project.cli('discard', `${fix(-1).runId}/${fix(-1).taskId}`);
      await tabsUntil(() => allTabs().length === 1);
      equal(activeLabel(), mine);
      list = list.slice(0, -1);
    });
  });
});
