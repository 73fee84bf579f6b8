import * as vscode from 'vscode';
import { type Clock, systemClock } from '../../core/base/clock.ts';
import type { GitCommand } from '../../core/git/gitCommand.ts';
import type { TaskView } from '../../core/manager/runView.ts';
import type { FoundTask } from '../../core/manager/taskSelection.ts';
import type { SessionChange } from '../session/sessionChange.ts';
import { pageOf } from '../trees/page.ts';
import { Refresher } from '../trees/refresher.ts';
import { ChangeReader } from './changeReader.ts';
import type { EditorVerdicts } from './editorVerdicts.ts';
import { fixGroups } from './fixGroup.ts';
import {
  fileItem,
  groupItem,
  hunkItem,
  moreTasksItem,
  type ShownTask,
  taskItem,
} from './fixItems.ts';
import { runName } from './fixLabels.ts';
import {
  type FileNode,
  type FixNode,
  fileNode,
  type GroupNode,
  groupNode,
  type HunkNode,
  hunkNode,
  type MoreTasksNode,
  moreTasksNode,
  referenceKey,
  type TaskNode,
} from './fixNode.ts';
import type { FixReference } from './fixReference.ts';
import type { CheckState, FixSelection } from './fixSelection.ts';
import { hunkTooltip, taskTooltip } from './fixTooltip.ts';
import { type FixRepositories, ShownFixes } from './shownFixes.ts';

/** Where the tree finds what git knows of a repository. */
export interface FixesTreeParts {
  readonly repositories: FixRepositories;
  readonly selection: FixSelection;
  readonly gitOf: (root: string) => GitCommand | undefined;
  readonly editorVerdicts: EditorVerdicts;
  readonly now?: Clock;
}

function isSameShown(one: ShownTask, other: ShownTask): boolean {
  return (
    one.checked === other.checked &&
    one.origin === other.origin &&
    one.stillReported === other.stillReported
  );
}

/** The fixes of all runs: groups, tasks, the files of each, and the hunks of each file. */
export class FixesTree implements vscode.TreeDataProvider<FixNode>, vscode.Disposable {
  readonly #repositories: FixRepositories;
  readonly #selection: FixSelection;
  readonly #gitOf: FixesTreeParts['gitOf'];
  readonly #editorVerdicts: EditorVerdicts;
  readonly #now: Clock;
  readonly #shown: ShownFixes;
  readonly #changes = new ChangeReader();
  readonly #refresher = new Refresher<FixNode>();
  readonly #owned: vscode.Disposable;
  /** Tasks keep their nodes, so that the editor knows them again. */
  readonly #nodes = new Map<string, TaskNode>();
  /** A view of a task never changes: another one takes its place. */
  readonly #items = new WeakMap<TaskView, ShownTask & { readonly item: vscode.TreeItem }>();

  readonly onDidChangeTreeData = this.#refresher.onDidRefresh;

  constructor(parts: FixesTreeParts) {
    const { repositories, selection, gitOf, editorVerdicts, now = systemClock } = parts;
    this.#repositories = repositories;
    this.#selection = selection;
    this.#gitOf = gitOf;
    this.#editorVerdicts = editorVerdicts;
    this.#now = now;
    this.#shown = new ShownFixes(repositories);
    const show = (task: FixReference): void => this.#refresher.refresh(this.taskNode(task));
    this.#owned = vscode.Disposable.from(
      this.#refresher,
      selection.onDidChange(show),
      editorVerdicts.onDidChange(show),
    );
  }

  /** Shows what has changed, and only that. */
  follow(change: SessionChange): void {
    const shown = this.#shown.follow(change);
    if (shown === 'all') {
      this.#refresher.refreshAll();
      return;
    }
    for (const group of shown.groups) this.#refresher.refresh(groupNode(group));
    for (const reference of shown.tasks) this.#refresher.refresh(this.taskNode(reference));
  }

  /** The node of a task, the same one each time. */
  taskNode({ root, runId, taskId }: FixReference): TaskNode {
    const reference = { root, runId, taskId };
    const key = referenceKey(reference);
    const node = this.#nodes.get(key) ?? { kind: 'task', reference };
    this.#nodes.set(key, node);
    return node;
  }

  async getChildren(node?: FixNode): Promise<FixNode[]> {
    switch (node?.kind) {
      case undefined:
        return fixGroups.filter((group) => this.#shown.group(group).length > 0).map(groupNode);
      case 'group':
      case 'more':
        return this.#taskNodes(node);
      case 'task':
        return this.#fileNodes(node);
      case 'file':
        return this.#hunkNodes(node);
      case 'hunk':
        return [];
    }
  }

  getParent(node: FixNode): FixNode | undefined {
    switch (node.kind) {
      case 'group':
        return undefined;
      case 'more':
        return node.parent;
      case 'task':
        return this.#pageOf(node);
      case 'file':
        return node.task;
      case 'hunk':
        return node.file;
    }
  }

  getTreeItem(node: FixNode): vscode.TreeItem {
    if (node.kind === 'group') {
      return groupItem(node, node.group, this.#shown.group(node.group).length);
    }
    if (node.kind === 'more') {
      return moreTasksItem(node, this.#shown.group(node.group).length - node.start);
    }
    const found = this.#find(node.reference);
    if (found === undefined) return new vscode.TreeItem(vscode.l10n.t('no longer there'));
    const checked = this.#selection.stateOf(node.reference);
    switch (node.kind) {
      case 'task':
        return this.#taskItem(node, found, checked);
      case 'file':
        return fileItem(node, found.task, checked);
      case 'hunk':
        return hunkItem(node, found.task, checked);
    }
  }

  async resolveTreeItem(item: vscode.TreeItem, node: FixNode): Promise<vscode.TreeItem> {
    if (node.kind === 'hunk') item.tooltip = hunkTooltip(node.hunk);
    if (node.kind !== 'task') return item;
    const found = this.#find(node.reference);
    if (found !== undefined) {
      const reported = this.#editorVerdicts.stillReported(node.reference);
      const { spentOn } = await import('./spentOn.ts');
      item.tooltip = taskTooltip(found.task, reported, spentOn(found));
    }
    return item;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #taskNodes(parent: GroupNode | MoreTasksNode): (TaskNode | MoreTasksNode)[] {
    const tasks = this.#shown.group(parent.group);
    const { rows, end, rest } = pageOf(tasks, parent.kind === 'more' ? parent.start : 0);
    const nodes = rows.map((reference) => this.taskNode(reference));
    return rest.length === 0 ? nodes : [...nodes, moreTasksNode(parent, end)];
  }

  /** What a task is shown below. */
  #pageOf({ reference }: TaskNode): GroupNode | MoreTasksNode | undefined {
    const group = this.#shown.groupOf(reference);
    if (group === undefined) return undefined;
    const tasks = this.#shown.group(group);
    const key = referenceKey(reference);
    const index = tasks.findIndex((one) => referenceKey(one) === key);
    let page: GroupNode | MoreTasksNode = groupNode(group);
    for (let { end } = pageOf(tasks, 0); index >= end; { end } = pageOf(tasks, end)) {
      page = moreTasksNode(page, end);
    }
    return page;
  }

  #taskItem(node: TaskNode, found: FoundTask, checked: CheckState): vscode.TreeItem {
    const { task } = found;
    const stillReported = this.#editorVerdicts.stillReported(node.reference);
    const shown = { task, checked, origin: this.#originOf(node, found), stillReported };
    const known = this.#items.get(task);
    if (known !== undefined && isSameShown(known, shown)) return known.item;
    const item = taskItem(node, shown);
    this.#items.set(task, { ...shown, item });
    return item;
  }

  #find(reference: FixReference): FoundTask | undefined {
    return this.#repositories.find(reference.root)?.find(reference);
  }

  #originOf({ reference }: TaskNode, { run }: FoundTask): string {
    const repositories = this.#repositories.all();
    if (!this.#shown.needsOrigin) return '';
    const name = this.#repositories.find(reference.root)?.name ?? '';
    const words = runName(run, this.#now());
    return repositories.length > 1 ? `${name}, ${words}` : words;
  }

  async #fileNodes(node: TaskNode): Promise<FileNode[]> {
    const result = this.#find(node.reference)?.task.result;
    const git = this.#gitOf(node.reference.root);
    if (result === undefined || git === undefined) return [];
    const files = await this.#changes.files(git, result);
    return files.map((file) => fileNode(node, file));
  }

  async #hunkNodes(node: FileNode): Promise<HunkNode[]> {
    const result = this.#find(node.reference)?.task.result;
    const git = this.#gitOf(node.reference.root);
    if (result === undefined || git === undefined) return [];
    const hunks = await this.#changes.hunks(git, result, node.file.path);
    return hunks.map((hunk) => hunkNode(node, hunk, hunks.length));
  }
}
