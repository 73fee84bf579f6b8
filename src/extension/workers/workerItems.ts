import * as vscode from 'vscode';
import { money, roundly } from '../../core/base/amounts.ts';
import type { RunView, TaskView } from '../../core/manager/runView.ts';
import { plainMarkdown } from '../host/plainMarkdown.ts';
import { formatElapsed, formatElapsedSteps } from './elapsed.ts';
import { phaseText } from './phaseText.ts';
import { type RepositoryNode, type RunNode, type WorkerNode, workNodeId } from './workerNode.ts';
import { runProgress, type WorkerActivity, workerNumber } from './workerRows.ts';

const { Expanded, None } = vscode.TreeItemCollapsibleState;

/** So many problems of a task are named in its tooltip. */
const issuesShown = 8;

/** A worker's id for a person, such as `Worker 1`. */
export function workerName(workerId: string): string {
  const number = workerNumber(workerId);
  return number === undefined ? workerId : vscode.l10n.t('Worker {0}', number);
}

export function repositoryItem(node: RepositoryNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.source.name, Expanded);
  item.id = workNodeId(node);
  item.iconPath = new vscode.ThemeIcon('repo');
  item.contextValue = 'repository';
  item.tooltip = node.source.root;
  return item;
}

/** What the run has used so far: money where that is known, else tokens. */
function priceWords(run: RunView): string[] {
  const { spending } = run;
  if (spending.length === 0) return [];
  const costs = spending.flatMap(({ cost }) => cost ?? []);
  if (costs.length > 0) return [money(costs.reduce((sum, cost) => sum + cost, 0))];
  const tokens = spending.reduce((sum, one) => sum + one.inputTokens + one.outputTokens, 0);
  return [vscode.l10n.t('{0} tokens', roundly(tokens))];
}

/** Such as `37 of 120 tasks · $0.31 · parallel · local`: what comes last is cut off in a narrow view. */
function progressText({ run }: RunNode): string {
  const { done, all } = runProgress(run);
  const progress = all === 0 ? [] : [vscode.l10n.t('{0} of {1} tasks', done, all)];
  return [...progress, ...priceWords(run), run.mode, run.backend].join(' · ');
}

function runTooltip({ run }: RunNode, label: string, description: string): vscode.MarkdownString {
  const startedAt = new Date(run.record.startedAt).toLocaleTimeString(vscode.env.language);
  const change = run.modeChanges.at(-1);
  const paragraphs = [
    `**${plainMarkdown(label)}**`,
    plainMarkdown(description),
    vscode.l10n.t('Since {0}', startedAt),
    ...(change === undefined
      ? []
      : [plainMarkdown(vscode.l10n.t('Changed to {0}: {1}', change.to, change.reason))]),
  ];
  return new vscode.MarkdownString(paragraphs.join('\n\n'));
}

export function runItem(node: RunNode): vscode.TreeItem {
  const { live } = node.source;
  const isPaused = live?.isPaused ?? node.run.isPaused;
  const label = isPaused ? vscode.l10n.t('Paused') : phaseText(live?.phase ?? '');
  const description = progressText(node);
  const item = new vscode.TreeItem(label, None);
  item.id = workNodeId(node);
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(isPaused ? 'debug-pause' : 'rocket');
  item.contextValue = 'run';
  item.tooltip = runTooltip(node, label, description);
  item.accessibilityInformation = { label: `${label}, ${description}` };
  return item;
}

function doingWords({ doing, agent, rung, rungs }: WorkerActivity): string {
  switch (doing) {
    case 'preparing':
      return vscode.l10n.t('preparing its worktree');
    case 'checking':
      return vscode.l10n.t('looking at the problems');
    case 'verifying':
      return vscode.l10n.t('checking the fix');
    case 'fixing':
      if (agent === '') return vscode.l10n.t('fixing');
      if (rungs < 2) return vscode.l10n.t('fixing with {0}', agent);
      return vscode.l10n.t('fixing with {0} ({1}/{2})', agent, rung, rungs);
  }
}

function filesOf({ task }: TaskView): string {
  const [first = '', ...others] = task.filePaths;
  return others.length === 0 ? first : `${first} +${others.length}`;
}

function subjectOf({ taskId, task }: WorkerActivity): string {
  if (taskId === undefined) return vscode.l10n.t('checking everything');
  return task === undefined ? taskId : `${taskId} · ${filesOf(task)}`;
}

/** What the agent itself says, while it is at work. */
function saidWords({ doing, said, waitsSeconds }: WorkerActivity): string[] {
  if (doing !== 'fixing') return [];
  if (waitsSeconds > 0) {
    return [vscode.l10n.t('waits {0} s for a busy service', Math.ceil(waitsSeconds))];
  }
  return said === '' ? [] : [said];
}

function describe(activity: WorkerActivity, now: number): string {
  const elapsed = formatElapsedSteps(now - Date.parse(activity.startedAt));
  const words = activity.taskId === undefined ? [] : [doingWords(activity)];
  return [subjectOf(activity), ...words, elapsed, ...saidWords(activity)].join(' · ');
}

function issueLines({ task }: TaskView): string {
  const lines = task.issues
    .slice(0, issuesShown)
    .map((issue) => `- ${plainMarkdown(`${issue.file}:${issue.range.line} ${issue.message}`)}`);
  const others = task.issues.length - issuesShown;
  return [...lines, ...(others > 0 ? [`- ${vscode.l10n.t('and {0} more', others)}`] : [])].join(
    '\n',
  );
}

function activityParagraphs(activity: WorkerActivity, now: number): string[] {
  const since = formatElapsed(now - Date.parse(activity.since));
  const doing = vscode.l10n.t('{0} for {1}', doingWords(activity), since);
  const said = saidWords(activity).map(plainMarkdown);
  const about = [plainMarkdown(subjectOf(activity)), plainMarkdown(doing), ...said];
  if (activity.task === undefined) return about;
  const { issues, reason } = activity.task.task;
  const progress = vscode.l10n.t('{0} of {1} problems left', activity.remaining, issues.length);
  return [...about, progress, issueLines(activity.task), plainMarkdown(reason)];
}

/** Built when somebody points at the row. */
export function workerTooltip({ slot }: WorkerNode, now: number): vscode.MarkdownString {
  const { workerId, activity } = slot;
  const about =
    activity === undefined
      ? [vscode.l10n.t('waits for a task')]
      : activityParagraphs(activity, now);
  const paragraphs = [`**${plainMarkdown(workerName(workerId))}**`, ...about];
  return new vscode.MarkdownString(paragraphs.join('\n\n'));
}

function contextOf({ activity }: WorkerNode['slot']): string {
  if (activity === undefined) return 'worker idle';
  return activity.taskId === undefined ? 'worker checking' : 'worker busy';
}

export function workerItem(node: WorkerNode, now: number): vscode.TreeItem {
  const { workerId, activity } = node.slot;
  const name = workerName(workerId);
  const description =
    activity === undefined ? vscode.l10n.t('waits for a task') : describe(activity, now);
  const item = new vscode.TreeItem(name, None);
  item.id = workNodeId(node);
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(
    activity === undefined ? 'circle-large-outline' : 'loading~spin',
  );
  item.contextValue = contextOf(node.slot);
  item.accessibilityInformation = { label: `${name}, ${description}` };
  return item;
}
