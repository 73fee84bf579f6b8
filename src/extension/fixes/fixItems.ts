import * as vscode from 'vscode';
import type { ChangedFile } from '../../core/git/diff.ts';
import type { Hunk } from '../../core/git/hunks.ts';
import type { TaskView } from '../../core/manager/runView.ts';
import type { CommandId } from '../commands/commandMap.ts';
import { problemCount } from '../problems/problemItems.ts';
import { workerName } from '../workers/workerItems.ts';
import type { FixGroup } from './fixGroup.ts';
import { groupIcon, taskIcon } from './fixIcons.ts';
import {
  baseName,
  folderName,
  groupName,
  stateWord,
  stillReportedText,
  taskFolder,
  taskLabel,
  verdictText,
} from './fixLabels.ts';
import {
  type FileNode,
  type FixNode,
  fixNodeId,
  type HunkNode,
  type MoreTasksNode,
  type TaskNode,
} from './fixNode.ts';
import type { CheckState } from './fixSelection.ts';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** What an item shows that is not in its node. */
export interface ShownTask {
  readonly task: TaskView;
  /** Its run and repository in words; empty when there is only one. */
  readonly origin: string;
  readonly checked: CheckState;
  /** The ids of its issues that the editor still reports after the merge. */
  readonly stillReported: ReadonlySet<string>;
}

function clickOn(command: CommandId, title: string, node: FixNode): vscode.Command {
  return { command, title, arguments: [node] };
}

const checkWords: Readonly<Record<CheckState, () => string>> = {
  all: () => vscode.l10n.t('Will be merged when you accept it'),
  some: () => vscode.l10n.t('Only what is checked in it will be merged'),
  none: () => vscode.l10n.t('Will not be merged'),
};

/** Only what waits for a person can be chosen from. */
function checkbox(
  { state, result }: TaskView,
  checked: CheckState,
): vscode.TreeItem['checkboxState'] {
  if (state !== 'ready' || result?.commit == null) return undefined;
  const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
  return { state: checked === 'all' ? Checked : Unchecked, tooltip: checkWords[checked]() };
}

function setCheckbox(item: vscode.TreeItem, task: TaskView, checked: CheckState): void {
  const box = checkbox(task, checked);
  if (box !== undefined) item.checkboxState = box;
}

/** The words that menus ask for: what it is, where it stands, what it is worth. */
function contextOf(kind: 'task' | 'file' | 'hunk', { state, result }: TaskView): string {
  if (result === undefined) return `${kind} ${state}`;
  const worth = result.commit === null ? 'failed' : 'proposed';
  return `${kind} ${state} ${result.success ? 'verified' : worth}`;
}

export function groupItem(node: FixNode, group: FixGroup, count: number): vscode.TreeItem {
  const name = groupName(group);
  const item = new vscode.TreeItem(name, group === 'review' ? Expanded : Collapsed);
  item.id = fixNodeId(node);
  item.description = String(count);
  item.iconPath = groupIcon(group);
  item.contextValue = 'group';
  item.accessibilityInformation = { label: `${name}, ${count}` };
  return item;
}

export function moreTasksItem(node: MoreTasksNode, count: number): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('{0} more tasks', count), Collapsed);
  item.id = fixNodeId(node);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'more';
  return item;
}

/** Why a task came to nothing. */
function failureText({ reason, result }: TaskView): string {
  const verdicts = result === undefined ? '' : verdictText(result);
  return reason || result?.errors[0] || verdicts;
}

function standing(view: TaskView): string {
  const { state, task, result, workerId } = view;
  switch (state) {
    case 'queued':
      return problemCount(task.issues.length);
    case 'running':
      return workerName(workerId);
    case 'verifying':
      return `${workerName(workerId)} · ${stateWord(state)}`;
    case 'ready':
    case 'conflicted':
    case 'merged':
      return result === undefined ? '' : verdictText(result);
    case 'discarded':
    case 'failed':
    case 'cancelled':
      return failureText(view);
  }
}

function taskClick(node: TaskNode, { state, result }: TaskView): vscode.Command | undefined {
  if (result?.commit != null) {
    return clickOn('swarmAutofix.reviewTask', vscode.l10n.t('Review Fix'), node);
  }
  if (state === 'queued') return undefined;
  return clickOn('swarmAutofix.openTaskLog', vscode.l10n.t('Open Log'), node);
}

export function taskItem(node: TaskNode, shown: ShownTask): vscode.TreeItem {
  const { task, origin, checked, stillReported } = shown;
  const label = taskLabel(task);
  const partly = checked === 'some' ? vscode.l10n.t('partly checked') : '';
  const known = [
    standing(task),
    stillReportedText(stillReported),
    partly,
    taskFolder(task),
    origin,
  ];
  const words = known.filter((word) => word !== '');
  const item = new vscode.TreeItem(label, task.result?.commit == null ? None : Collapsed);
  item.id = fixNodeId(node);
  item.description = words.join(' · ');
  item.iconPath = taskIcon(task, stillReported);
  item.contextValue = contextOf('task', task);
  item.accessibilityInformation = { label: [label, stateWord(task.state), ...words].join(', ') };
  const click = taskClick(node, task);
  if (click !== undefined) item.command = click;
  setCheckbox(item, task, checked);
  return item;
}

function changeText({ status, isBinary, added, removed }: ChangedFile): string {
  if (status === 'added') return vscode.l10n.t('new file');
  if (status === 'deleted') return vscode.l10n.t('deleted');
  return isBinary ? vscode.l10n.t('binary') : `+${added} −${removed}`;
}

/** The editor adds the name and the icon of the file. */
export function fileItem(node: FileNode, task: TaskView, checked: CheckState): vscode.TreeItem {
  const { file, reference } = node;
  const uri = vscode.Uri.joinPath(vscode.Uri.file(reference.root), file.path);
  const hasHunks = file.status === 'modified' && !file.isBinary;
  const partly = checked === 'some' ? vscode.l10n.t('partly checked') : '';
  const words = [changeText(file), partly, folderName(file.path)].filter((word) => word !== '');
  const item = new vscode.TreeItem(uri, hasHunks ? Collapsed : None);
  item.id = fixNodeId(node);
  item.iconPath = vscode.ThemeIcon.File;
  item.description = words.join(' · ');
  item.contextValue = contextOf('file', task);
  item.accessibilityInformation = { label: [baseName(file.path), ...words].join(', ') };
  item.command = clickOn('swarmAutofix.reviewFile', vscode.l10n.t('Review File'), node);
  setCheckbox(item, task, checked);
  return item;
}

function linesText({ newStart, newLines, oldStart, oldLines }: Hunk): string {
  const [first, count] = newLines > 0 ? [newStart, newLines] : [oldStart, oldLines];
  if (count === 1) return vscode.l10n.t('line {0}', first);
  return vscode.l10n.t('lines {0}–{1}', first, first + count - 1);
}

/** The first line that is new; the first one that goes when none is. */
function firstChange({ text }: Hunk): string {
  const lines = text.split('\n');
  const first = lines.find((line) => line.startsWith('+')) ?? lines[0] ?? '';
  return first.slice(1).trim();
}

export function hunkItem(node: HunkNode, task: TaskView, checked: CheckState): vscode.TreeItem {
  const { hunk } = node;
  const label = linesText(hunk);
  const item = new vscode.TreeItem(label, None);
  item.id = fixNodeId(node);
  item.description = firstChange(hunk);
  item.contextValue = contextOf('hunk', task);
  item.accessibilityInformation = { label: `${label}, ${firstChange(hunk)}` };
  item.command = clickOn('swarmAutofix.reviewFile', vscode.l10n.t('Review File'), node);
  setCheckbox(item, task, checked);
  return item;
}
