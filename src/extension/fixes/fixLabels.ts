import * as vscode from 'vscode';
import type { RunView, TaskView } from '../../core/manager/runView.ts';
import type { Issue } from '../../core/protocol/issue.ts';
import type { SwarmResult } from '../../core/protocol/swarmResult.ts';
import type { TaskState } from '../../core/protocol/taskState.ts';
import type { Verdict } from '../../core/protocol/verdict.ts';
import type { FixGroup } from './fixGroup.ts';
import { countVerdicts } from './verdictCounts.ts';

/** Two rules are named when that takes no more characters. */
const shortEnough = 20;

type Words<Key extends string> = Readonly<Record<Key, () => string>>;

const groupNames: Words<FixGroup> = {
  review: () => vscode.l10n.t('To Review'),
  running: () => vscode.l10n.t('Running'),
  queued: () => vscode.l10n.t('Queued'),
  conflicted: () => vscode.l10n.t('Conflicted'),
  merged: () => vscode.l10n.t('Merged'),
  discarded: () => vscode.l10n.t('Discarded'),
  failed: () => vscode.l10n.t('Failed'),
  cancelled: () => vscode.l10n.t('Cancelled'),
};

const stateWords: Words<TaskState> = {
  queued: () => vscode.l10n.t('queued'),
  running: () => vscode.l10n.t('running'),
  verifying: () => vscode.l10n.t('being checked'),
  ready: () => vscode.l10n.t('to review'),
  merged: () => vscode.l10n.t('merged'),
  discarded: () => vscode.l10n.t('discarded'),
  failed: () => vscode.l10n.t('failed'),
  cancelled: () => vscode.l10n.t('cancelled'),
  conflicted: () => vscode.l10n.t('conflicted'),
};

const verdictWords: Words<Verdict> = {
  fixed: () => vscode.l10n.t('fixed'),
  remains: () => vscode.l10n.t('remains'),
  proposed: () => vscode.l10n.t('proposed'),
  suppressed: () => vscode.l10n.t('suppressed'),
  unverified: () => vscode.l10n.t('unverified'),
};

export function groupName(group: FixGroup): string {
  return groupNames[group]();
}

export function stateWord(state: TaskState): string {
  return stateWords[state]();
}

export function verdictWord(verdict: Verdict): string {
  return verdictWords[verdict]();
}

/** Such as `fixed 3 · proposed 1`. */
export function verdictText(result: SwarmResult): string {
  const words = countVerdicts(result).map(([verdict, count]) => `${verdictWord(verdict)} ${count}`);
  const introduced = result.introduced.length;
  return [...words, ...(introduced > 0 ? [vscode.l10n.t('brings {0} new', introduced)] : [])].join(
    ' · ',
  );
}

/** Such as `1 still reported`: what the editor says of it after the merge. Empty when that is nothing. */
export function stillReportedText({ size }: ReadonlySet<string>): string {
  return size === 0 ? '' : vscode.l10n.t('{0} still reported', size);
}

type Rule = Pick<Issue, 'source' | 'code'>;

/** As short as can be: a number says nothing without who complains, a name does without its plugin. */
function ruleName({ source, code }: Rule): string {
  if (code === '') return source;
  return /^\d+$/.test(code) ? `${source}(${code})` : baseName(code);
}

/** Such as `prefer-const, eqeqeq` or `consistent-type-imports +3`: the file must be in sight too. */
export function ruleNames(issues: readonly Rule[]): string {
  const [first = '', second, ...others] = new Set(issues.map(ruleName));
  if (second === undefined) return first;
  const both = `${first}, ${second}`;
  if (others.length === 0 && both.length <= shortEnough) return both;
  return `${first} +${others.length + 1}`;
}

/** What follows the last slash. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Empty for a file at the root. */
export function folderName(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The files that a task changes, or may change as long as nobody has. */
function filesOf({ task, result }: TaskView): readonly string[] {
  const changed = result?.filesModified ?? [];
  return changed.length > 0 ? changed : task.filePaths;
}

/** Names a task for a person, such as `ts(6133) · inventory.ts` or `prefer-const · 3 files`. */
export function taskLabel(view: TaskView): string {
  const [first = '', ...others] = filesOf(view);
  const files =
    others.length === 0 ? baseName(first) : vscode.l10n.t('{0} files', others.length + 1);
  return `${ruleNames(view.task.issues)} · ${files}`;
}

/** The folder of a task's only file; empty for several ones. */
export function taskFolder(view: TaskView): string {
  const [first = '', ...others] = filesOf(view);
  return others.length === 0 ? folderName(first) : '';
}

const timeOfDay = { hour: '2-digit', minute: '2-digit' } as const;

/** Kept, because making one takes longer than all else that a row needs. */
const formats = new Map<'today' | 'earlier', Intl.DateTimeFormat>();

function formatFor(day: 'today' | 'earlier'): Intl.DateTimeFormat {
  const style =
    day === 'today' ? timeOfDay : ({ ...timeOfDay, day: 'numeric', month: 'short' } as const);
  const format = formats.get(day) ?? new Intl.DateTimeFormat(vscode.env.language, style);
  formats.set(day, format);
  return format;
}

/** Such as `run of 14:32`; with the day when that was not today. */
export function runName({ record }: RunView, now: number): string {
  const at = new Date(record.startedAt);
  const isToday = at.toDateString() === new Date(now).toDateString();
  return vscode.l10n.t('run of {0}', formatFor(isToday ? 'today' : 'earlier').format(at));
}
