import * as vscode from 'vscode';
import type { Severity } from '../../core/protocol/diagnostic.ts';
import { plainMarkdown } from '../host/plainMarkdown.ts';
import {
  type MoreFilesNode,
  nodeId,
  type RuleFileNode,
  type RuleNode,
  type SingleProblemNode,
} from './problemNode.ts';
import { firstLine, type RuleSummary } from './ruleSummary.ts';

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

const severityIcons: Readonly<Record<Severity, vscode.ThemeIcon>> = {
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground')),
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground')),
  information: new vscode.ThemeIcon('info', new vscode.ThemeColor('problemsInfoIcon.foreground')),
  hint: new vscode.ThemeIcon('lightbulb', new vscode.ThemeColor('problemsInfoIcon.foreground')),
};

const severityWords: Readonly<Record<Severity, () => string>> = {
  error: () => vscode.l10n.t('error'),
  warning: () => vscode.l10n.t('warning'),
  information: () => vscode.l10n.t('information'),
  hint: () => vscode.l10n.t('hint'),
};

function severityWord(severity: Severity): string {
  return severityWords[severity]();
}

/** Such as `312 problems`. */
export function problemCount(count: number): string {
  return count === 1 ? vscode.l10n.t('1 problem') : vscode.l10n.t('{0} problems', count);
}

/** Such as `12 in 4 files`. */
export function countInFiles({ count, files }: Pick<RuleSummary, 'count' | 'files'>): string {
  return files === 1
    ? vscode.l10n.t('{0} in 1 file', count)
    : vscode.l10n.t('{0} in {1} files', count, files);
}

function ruleName({ rule }: RuleNode): string {
  return rule.key || vscode.l10n.t('without a rule');
}

/** Built when somebody points at the rule: the editor takes a while over Markdown. */
export function ruleTooltip(node: RuleNode, summary: RuleSummary): vscode.MarkdownString {
  const counted = `${severityWord(summary.worst)}, ${problemCount(summary.count)}`;
  const paragraphs = [
    `**${plainMarkdown(ruleName(node))}**`,
    plainMarkdown(summary.message),
    plainMarkdown(counted),
    ...(summary.explainedAt === undefined
      ? []
      : [`[${vscode.l10n.t('What the rule means')}](${summary.explainedAt})`]),
  ];
  return new vscode.MarkdownString(paragraphs.join('\n\n'));
}

export function ruleItem(node: RuleNode, summary: RuleSummary): vscode.TreeItem {
  const name = ruleName(node);
  const counts = countInFiles(summary);
  const item = new vscode.TreeItem(name, Collapsed);
  item.id = nodeId(node);
  item.description = `${counts} · ${summary.message}`;
  item.iconPath = severityIcons[summary.worst];
  item.contextValue = 'rule';
  item.accessibilityInformation = {
    label: [name, severityWord(summary.worst), counts, summary.message].join(', '),
  };
  return item;
}

/** As the editor's own `asRelativePath`, which takes a while for thousands of files. */
function folderOf({ path }: vscode.Uri): string {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.find(({ uri }) => path.startsWith(`${uri.path}/`));
  const start = folder === undefined ? 0 : folder.uri.path.length + 1;
  const relative = path.slice(start, Math.max(start, path.lastIndexOf('/')));
  if (folder === undefined || folders.length === 1) return relative;
  return relative === '' ? folder.name : `${folder.name}/${relative}`;
}

export function moreFilesItem(node: MoreFilesNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('{0} more files', node.count), Collapsed);
  item.id = nodeId(node);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'more';
  return item;
}

/** The editor adds the name and the icon of the file. */
export function ruleFileItem(node: RuleFileNode): vscode.TreeItem {
  const count = problemCount(node.problems.length);
  const folder = folderOf(node.uri);
  const item = new vscode.TreeItem(node.uri, Collapsed);
  item.id = nodeId(node);
  item.iconPath = vscode.ThemeIcon.File;
  item.description = folder === '' ? count : `${folder} · ${count}`;
  item.contextValue = 'file';
  const name = node.uri.path.slice(node.uri.path.lastIndexOf('/') + 1);
  item.accessibilityInformation = { label: `${name}, ${count}, ${folder}` };
  return item;
}

export function singleProblemItem(node: SingleProblemNode): vscode.TreeItem {
  const { uri, diagnostic, severity, rule } = node.problem;
  const { start } = diagnostic.range;
  const label = firstLine(diagnostic.message);
  const line = vscode.l10n.t('line {0}', start.line + 1);
  const item = new vscode.TreeItem(label, None);
  item.id = nodeId(node);
  item.description = line;
  item.iconPath = severityIcons[severity];
  item.contextValue = 'problem';
  item.tooltip = `${diagnostic.message}\n${rule.key} · ${line}`;
  item.accessibilityInformation = { label: `${severityWord(severity)}, ${label}, ${line}` };
  item.command = {
    command: 'swarmAutofix.openProblem',
    title: vscode.l10n.t('Go to Problem'),
    arguments: [uri, diagnostic.range],
  };
  return item;
}
