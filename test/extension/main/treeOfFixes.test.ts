import { deepEqual, equal, match, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SwarmTask } from '../../../src/core/protocol/swarmTask.ts';
import { EditorVerdicts } from '../../../src/extension/fixes/editorVerdicts.ts';
import { FixesTree } from '../../../src/extension/fixes/fixesTree.ts';
import type { FixNode, TaskNode } from '../../../src/extension/fixes/fixNode.ts';
import type { FixReference } from '../../../src/extension/fixes/fixReference.ts';
import { FixSelection } from '../../../src/extension/fixes/fixSelection.ts';
import { Memento } from '../../extensionModel/merge/memento.ts';
import { issueAt } from '../../support/issues.ts';
import { resultWith, runWith } from '../../support/taskViews.ts';
import { type CliProject, cliProject } from '../support/cliRun.ts';
import { refreshed } from '../support/refreshed.ts';

type Repository = Pick<CliProject, 'root' | 'name' | 'runs' | 'find'>;

function selectionOf(repository: Repository): FixSelection {
  return new FixSelection((reference) => {
    const result = repository.find(reference)?.task.result;
    if (result === undefined || result.commit === null) return undefined;
    return { commit: result.commit, files: result.filesModified };
  }, new Memento());
}

function treeOf(
  repository: Repository,
  selection: FixSelection,
  git?: CliProject['repository']['git'],
  editorVerdicts = new EditorVerdicts(),
) {
  const repositories = { all: () => [repository], find: () => repository };
  return new FixesTree({ repositories, selection, gitOf: () => git, editorVerdicts });
}

function labelOf(item: vscode.TreeItem): string {
  return typeof item.label === 'string' ? item.label : (item.label?.label ?? '');
}

function isChecked(item: vscode.TreeItem): boolean | undefined {
  const { checkboxState } = item;
  if (checkboxState === undefined) return undefined;
  const state = typeof checkboxState === 'object' ? checkboxState.state : checkboxState;
  return state === vscode.TreeItemCheckboxState.Checked;
}

describe('the tree of fixes of a run that has ended', () => {
  let project: CliProject;
  let selection: FixSelection;
  let tree: FixesTree;

  const all = { tasks: 'all', workers: true } as const;
  const items = (nodes: readonly FixNode[]) => nodes.map((node) => tree.getTreeItem(node));

  async function group(name: string): Promise<FixNode[]> {
    const groups = await tree.getChildren();
    const found = groups.find((node) => labelOf(tree.getTreeItem(node)) === name);
    return found === undefined ? [] : tree.getChildren(found);
  }

  before(async function () {
    this.timeout(120_000);
    project = await cliProject();
    await project.cli('run', '--ai-fix', '--workers', '2', 'src/pricing', 'src/text');
    selection = selectionOf(project);
    tree = treeOf(project, selection, project.repository.git);
  });

  after(async () => {
    tree.dispose();
    await project.remove();
  });

  it('has the groups that are not empty, with what waits for a person folded out', async () => {
    const groups = items(await tree.getChildren());
    const [first] = groups;
    equal(first && labelOf(first), 'To Review');
    equal(first?.collapsibleState, vscode.TreeItemCollapsibleState.Expanded);
    equal(first?.description, String((await group('To Review')).length));
    ok(groups.every(({ description }) => description !== '0'));
  });

  it('names tasks for people, and says the verdict in words and as an icon', async () => {
    const shown = items(await group('To Review'));
    for (const item of shown) {
      const label = labelOf(item);
      match(label, /^\S+(, \S+| \+\d+)? · (\S+\.ts|\d+ files)$/);
      match(String(item.description), /^(fixed|proposed|suppressed) \d+/);
      match(
        item.accessibilityInformation?.label ?? '',
        /to review, (fixed|proposed|suppressed|brings)/,
      );
      match(item.contextValue ?? '', /^task ready (verified|proposed)$/);
      ok(item.iconPath instanceof vscode.ThemeIcon);
      equal(isChecked(item), true);
    }
    ok(shown.some(({ contextValue }) => contextValue === 'task ready verified'));
  });

  it('tells in the tooltip what became of each problem', async () => {
    const [task] = await group('To Review');
    ok(task?.kind === 'task');
    const { tooltip } = await tree.resolveTreeItem(tree.getTreeItem(task), task);
    ok(tooltip instanceof vscode.MarkdownString);
    match(tooltip.value, /\*\*(fixed|proposed)\*\* src\/\S+:\d+/);
    match(tooltip.value, /quickfix · Worker \d · \d+ s/);
  });

  it('has the files and hunks that git finds in the commit of a task', async () => {
    const [task] = await group('To Review');
    ok(task?.kind === 'task');
    const result = project.find(task.reference)?.task.result;
    const files = await tree.getChildren(task);
    const names = files.map((node) => (node.kind === 'file' ? node.reference.path : ''));
    deepEqual(names, result?.filesModified);
    const [file] = files;
    ok(file?.kind === 'file');
    const hunks = await tree.getChildren(file);
    const range = [result?.parent ?? '', result?.commit ?? '', '--', file.file.path];
    const patch = await project.repository.git.text(['diff', '-U0', ...range]);
    equal(hunks.length, patch.split(/^@@ /m).length - 1);
    match(labelOf(tree.getTreeItem(hunks[0] ?? file)), /^lines? \d+/);
  });

  it('leads from each node to the one above it, so that it can be revealed', async () => {
    const [task] = await group('To Review');
    const [file] = await tree.getChildren(task);
    ok(task?.kind === 'task' && file?.kind === 'file');
    const [hunk] = await tree.getChildren(file);
    const above = hunk && tree.getParent(hunk);
    equal(above, file);
    equal(tree.getParent(file), task);
    equal(tree.taskNode(file.reference), task);
    const parent = tree.getParent(task);
    equal(parent?.kind === 'group' && parent.group, 'review');
  });

  it('opens what is clicked', async () => {
    const [task] = await group('To Review');
    const [file] = await tree.getChildren(task);
    ok(task && file);
    deepEqual(tree.getTreeItem(task).command?.arguments, [task]);
    equal(tree.getTreeItem(task).command?.command, 'swarmAutofix.reviewTask');
    equal(tree.getTreeItem(file).command?.command, 'swarmAutofix.reviewFile');
  });

  it('shows what is unchecked at the hunk, its file and its task', async () => {
    const tasks = await group('To Review');
    const found = await Promise.all(tasks.map((task) => tree.getChildren(task)));
    const file = found.flat().find((node) => node.kind === 'file' && node.file.added > 1);
    ok(file?.kind === 'file');
    const [first, ...others] = await tree.getChildren(file);
    ok(first?.kind === 'hunk');
    const shown = refreshed(tree);
    selection.set(first.reference, false, first.count);
    deepEqual(await shown, [file.task]);
    equal(isChecked(tree.getTreeItem(first)), false);
    equal(isChecked(tree.getTreeItem(file)), false);
    equal(isChecked(tree.getTreeItem(file.task)), false);
    deepEqual(
      items(others).map(isChecked),
      others.map(() => true),
    );
    const isWhole = others.length === 0;
    equal(String(tree.getTreeItem(file).description).includes('partly checked'), !isWhole);
    selection.set(file.task.reference, true);
    equal(isChecked(tree.getTreeItem(first)), true);
  });

  it('has a task among the merged ones when it is merged, without a checkbox', async () => {
    const [task] = await group('To Review');
    ok(task?.kind === 'task');
    await project.cli('merge', `${task.reference.runId}/${task.reference.taskId}`);
    const shown = refreshed(tree);
    tree.follow({ root: project.root, ...all });
    equal(await shown, undefined);
    deepEqual(await group('Merged'), [task]);
    const item = tree.getTreeItem(task);
    equal(isChecked(item), undefined);
    equal(item.contextValue, 'task merged verified');
  });
});

describe('a fix that was merged, of which the editor still reports something', () => {
  const reference = { root: '/work', runId: 'r1', taskId: 't01' };
  const [first, second] = [issueAt(3, 1), issueAt(4, 1)];

  function repository(): Repository {
    const verdicts = [first, second].map(({ id }) => {
      return { issueId: id, verdict: 'fixed', reason: '' } as const;
    });
    const task = { taskId: 't01', issueType: 'dead_code', filePaths: ['src/a.ts'] } as const;
    const issues = [first, second];
    const result = resultWith({ taskId: 't01', verdicts, filesModified: ['src/a.ts'] });
    const run = runWith('r1', [
      ['t01', { task: { ...task, issues, priority: 3, reason: '' }, result, state: 'merged' }],
    ]);
    return {
      ...{ root: '/work', name: 'work', runs: [run] },
      find({ taskId }: FixReference) {
        const found = run.tasks.get(taskId);
        return found && { run, task: found };
      },
    };
  }

  it('says so at once, in words and by its icon, and takes it back', async () => {
    const verdicts = new EditorVerdicts();
    const source = repository();
    const tree = treeOf(source, selectionOf(source), undefined, verdicts);
    const node = tree.taskNode(reference);
    const iconOf = ({ iconPath }: vscode.TreeItem) =>
      iconPath instanceof vscode.ThemeIcon ? iconPath.id : '';
    equal(iconOf(tree.getTreeItem(node)), 'git-merge');
    const shown = refreshed(tree);
    verdicts.set(reference, new Set([second.id]));
    deepEqual(await shown, [node]);
    const item = tree.getTreeItem(node);
    match(String(item.description), /fixed 2 · 1 still reported/);
    match(item.accessibilityInformation?.label ?? '', /merged.*1 still reported/);
    equal(iconOf(item), 'warning');
    const { tooltip } = await tree.resolveTreeItem(item, node);
    const text = tooltip instanceof vscode.MarkdownString ? tooltip.value : '';
    match(text, /merged · fixed 2 · 1 still reported/);
    match(text, /\*\*fixed\*\* src\/a\\\.ts:3 /);
    match(text, /\*\*still reported by the editor\*\* src\/a\\\.ts:4 /);
    verdicts.set(reference, new Set());
    equal(iconOf(tree.getTreeItem(node)), 'git-merge');
    tree.dispose();
    verdicts.dispose();
  });
});

/** All tasks of a group, from page to page. */
async function tasksBelow(tree: FixesTree, node: FixNode | undefined): Promise<TaskNode[]> {
  const below: TaskNode[] = [];
  for (const child of await tree.getChildren(node)) {
    if (child.kind === 'more') below.push(...(await tasksBelow(tree, child)));
    else if (child.kind === 'task') below.push(child);
  }
  return below;
}

describe('the tree of two thousand fixes', () => {
  const rules = ['prefer-const', 'eqeqeq', '6133'];

  function task(taskId: string, index: number): SwarmTask {
    const file = `src/module${index % 50}/file${index}.ts`;
    const issues = Array.from({ length: 5 }, (_, line) =>
      issueAt(line + 1, 1, { file, code: rules[line % 3] ?? '', id: `${taskId}-${line}` }),
    );
    return { taskId, issueType: 'dead_code', filePaths: [file], priority: 3, issues, reason: '' };
  }

  function repository(count: number): Repository {
    const run = runWith(
      'r1',
      Array.from({ length: count }, (_, index) => {
        const taskId = `t${index + 1}`;
        const one = task(taskId, index);
        const verdicts = one.issues.map(({ id }) => {
          return { issueId: id, verdict: 'fixed', reason: '' } as const;
        });
        const result = resultWith({ taskId, verdicts, filesModified: one.filePaths });
        return [taskId, { task: one, result }] as const;
      }),
    );
    return {
      ...{ root: '/work', name: 'work', runs: [run] },
      find({ taskId }: FixReference) {
        const found = run.tasks.get(taskId);
        return found && { run, task: found };
      },
    };
  }

  it('is there page by page, and shows one task anew when one has changed', async () => {
    const source = repository(2_000);
    const tree = treeOf(source, selectionOf(source));
    const [review] = await tree.getChildren();
    const tasks = await tree.getChildren(review);
    const more = tasks.at(-1);
    equal(more?.kind, 'more');
    equal(more && tree.getTreeItem(more).label, '1500 more tasks');
    deepEqual(
      (await tasksBelow(tree, review)).map(({ reference }) => reference.taskId),
      [...source.runs.flatMap(({ tasks }) => [...tasks.keys()])],
    );
    const change = refreshed<FixNode>(tree);
    tree.follow({ root: '/work', tasks: new Set(['r1/t7']), workers: false });
    const expected: TaskNode = tree.taskNode({ root: '/work', runId: 'r1', taskId: 't7' });
    deepEqual(await change, [expected]);
    const last: TaskNode = tree.taskNode({ root: '/work', runId: 'r1', taskId: 't2000' });
    const above = tree.getParent(last);
    equal(above?.kind === 'more' && above.start, 1_500);
    tree.dispose();
  });
});
