import * as vscode from 'vscode';
import type { TaskView } from '../../core/manager/runView.ts';
import type { TaskState } from '../../core/protocol/taskState.ts';
import type { Verdict } from '../../core/protocol/verdict.ts';
import type { FixGroup } from './fixGroup.ts';
import { type Worth, worthOf } from './verdictCounts.ts';

const colors = {
  good: 'testing.iconPassed',
  doubtful: 'problemsWarningIcon.foreground',
  bad: 'problemsErrorIcon.foreground',
  open: 'problemsInfoIcon.foreground',
} as const;

function icon(name: string, color?: keyof typeof colors): vscode.ThemeIcon {
  return color === undefined
    ? new vscode.ThemeIcon(name)
    : new vscode.ThemeIcon(name, new vscode.ThemeColor(colors[color]));
}

const worthIcons: Readonly<Record<Worth, vscode.ThemeIcon>> = {
  fixed: icon('pass', 'good'),
  proposed: icon('question', 'open'),
  suppressed: icon('eye-closed', 'doubtful'),
  remains: icon('circle-slash', 'doubtful'),
  unverified: icon('unverified', 'doubtful'),
  introduced: icon('warning', 'doubtful'),
};

const stateIcons: Readonly<Record<Exclude<TaskState, 'ready'>, vscode.ThemeIcon>> = {
  queued: icon('clock'),
  running: icon('loading~spin'),
  verifying: icon('loading~spin'),
  merged: icon('git-merge', 'good'),
  discarded: icon('trash'),
  failed: icon('error', 'bad'),
  cancelled: icon('circle-slash'),
  conflicted: icon('warning', 'bad'),
};

/**
 * What waits for a person shows its verdict, everything else its state.
 * @param stillReported the ids of its issues that the editor still reports after the merge.
 */
export function taskIcon(
  { state, result }: TaskView,
  stillReported: ReadonlySet<string>,
): vscode.ThemeIcon {
  if (stillReported.size > 0) return worthIcons.introduced;
  if (state !== 'ready') return stateIcons[state];
  return result === undefined ? worthIcons.unverified : worthIcons[worthOf(result)];
}

/** The name of the icon for a problem that the editor still reports, for a text. */
export const stillReportedIconName = worthIcons.introduced.id;

/** The name of an icon, for a text that may have icons in it. */
export function verdictIconName(verdict: Verdict): string {
  return worthIcons[verdict].id;
}

const groupIcons: Readonly<Record<FixGroup, vscode.ThemeIcon>> = {
  review: icon('inbox'),
  running: icon('sync'),
  queued: icon('clock'),
  conflicted: icon('warning', 'bad'),
  merged: icon('git-merge'),
  discarded: icon('trash'),
  failed: icon('error', 'bad'),
  cancelled: icon('circle-slash'),
};

export function groupIcon(group: FixGroup): vscode.ThemeIcon {
  return groupIcons[group];
}
