import * as vscode from 'vscode';
import type { AgentStanding } from '../../core/agents/agentStanding.ts';
import { groupBy } from '../../core/base/groupBy.ts';
import type { Issue } from '../../core/protocol/issue.ts';
import { ruleName } from '../../core/protocol/ruleName.ts';
import { ladderNotes } from '../agents/agentWords.ts';
import { countInFiles } from '../problems/problemItems.ts';
import type { PreparedRun } from './preparedRun.ts';

/** What happens when a row of the plan is chosen. */
export type PlanAction = 'start' | 'look' | 'workers' | 'agents' | 'problems' | 'none';

export interface PlanRow extends vscode.QuickPickItem {
  readonly action: PlanAction;
}

/** So many rules are named; the others are counted. */
const rulesShown = 4;

/** Such as `20 ts(6133), 6 eslint(prefer-const) and 3 other rules`. */
function describeRules(issues: readonly Issue[]): string {
  const groups = [...groupBy(issues, ruleName)].sort(
    ([, one], [, other]) => other.length - one.length,
  );
  const shown = groups.slice(0, rulesShown).map(([rule, group]) => `${group.length} ${rule}`);
  const others = groups.length - shown.length;
  if (others <= 0) return shown.join(', ');
  return vscode.l10n.t('{0} and {1} other rules', shown.join(', '), others);
}

/** Reasons come as words that stand after a number, such as `in generated files`. */
function describeLeftOut(prepared: readonly PreparedRun[]): string {
  const counts = new Map<string, number>();
  for (const { plan } of prepared) {
    for (const [reason, count] of plan.leftOut) {
      counts.set(reason, (counts.get(reason) ?? 0) + count);
    }
  }
  return [...counts].map(([reason, count]) => `${count} ${reason}`).join(', ');
}

function sumOf(prepared: readonly PreparedRun[], count: (one: PreparedRun) => number): number {
  return prepared.reduce((sum, one) => sum + count(one), 0);
}

function separator(label: string): PlanRow {
  return { label, kind: vscode.QuickPickItemKind.Separator, action: 'none' };
}

function startRow(problems: number): PlanRow {
  const label =
    problems === 1
      ? vscode.l10n.t('$(rocket) Start: fix 1 problem')
      : vscode.l10n.t('$(rocket) Start: fix {0} problems', problems);
  const detail = vscode.l10n.t('Your files stay as they are until you accept a fix.');
  return { label, detail, action: 'start' };
}

function lookRow(isEmpty: boolean): PlanRow {
  const label = vscode.l10n.t("$(search) Look in all files with the project's checkers");
  const detail = isEmpty
    ? vscode.l10n.t('No problems are known here. The editor knows those of open files only.')
    : vscode.l10n.t('The editor often knows the problems of open files only.');
  return { label, detail, action: 'look' };
}

function describeWorkers({ workers, isSwarm }: PreparedRun['request'], tasks: number): string {
  const atOnce = Math.min(workers, tasks);
  if (!isSwarm) return vscode.l10n.t('one task at a time, in a git worktree');
  if (atOnce === 1) return vscode.l10n.t('1, in a git worktree of its own');
  return vscode.l10n.t('{0} at once, each in a git worktree of its own', atOnce);
}

function describeTasks(tasks: number): string {
  return tasks === 1 ? '1' : vscode.l10n.t('{0}; no two of them touch the same file', tasks);
}

function factRows(
  prepared: readonly PreparedRun[],
  first: PreparedRun,
  standings: readonly AgentStanding[],
): PlanRow[] {
  const notes = ladderNotes(standings);
  const issues = prepared.flatMap(({ plan }) => plan.issues);
  // Two repositories may have files of the same name.
  const files = sumOf(prepared, ({ plan }) => new Set(plan.issues.map(({ file }) => file)).size);
  const tasks = sumOf(prepared, ({ plan }) => plan.tasks.length);
  const agents = first.request.agents.map(({ id }) => id).join(' → ');
  return [
    {
      label: vscode.l10n.t('$(warning) Problems'),
      description: countInFiles({ count: issues.length, files }),
      detail: describeRules(issues),
      action: 'problems',
    },
    {
      label: vscode.l10n.t('$(checklist) Tasks'),
      description: describeTasks(tasks),
      action: 'none',
    },
    {
      label: vscode.l10n.t('$(server-process) Workers'),
      description: describeWorkers(first.request, tasks),
      action: 'workers',
    },
    {
      label: vscode.l10n.t('$(tools) Agents'),
      description: agents,
      detail:
        notes.length === 0
          ? vscode.l10n.t('Each gets only what those before it have left.')
          : notes.join('  '),
      action: 'agents',
    },
  ];
}

/** The plan as rows of a quick pick, Start first. */
export function planRows(
  prepared: readonly PreparedRun[],
  canLook: boolean,
  standings: readonly AgentStanding[],
): PlanRow[] {
  const [first] = prepared;
  const problems = sumOf(prepared, ({ plan }) => plan.issues.length);
  const leftOut = describeLeftOut(prepared);
  const look = canLook ? [lookRow(problems === 0)] : [];
  const out: PlanRow[] =
    leftOut === ''
      ? []
      : [
          {
            label: vscode.l10n.t('$(circle-slash) Left out'),
            description: leftOut,
            action: 'none',
          },
        ];
  if (first === undefined || problems === 0) {
    return [...look, ...(out.length > 0 ? [separator(vscode.l10n.t('plan')), ...out] : [])];
  }
  return [
    startRow(problems),
    ...look,
    separator(vscode.l10n.t('plan')),
    ...factRows(prepared, first, standings),
    ...out,
  ];
}
