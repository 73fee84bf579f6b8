import type { AgentStanding } from '../../core/agents/agentStanding.ts';
import { count } from '../../core/base/count.ts';
import type { LeftOut } from '../../core/leftOut.ts';
import { ruleName } from '../../core/protocol/ruleName.ts';
import type { SwarmPlan } from '../../core/swarm.ts';
import { formatLadder } from './agentText.ts';
import type { Output } from './output.ts';
import { formatTable } from './table.ts';

/** So many tasks are listed; the rest is counted. */
const listedTasks = 30;

export function formatLeftOut(leftOut: LeftOut): string[] {
  const reasons = [...leftOut].map(([reason, number]) => `${number} ${reason}`);
  return reasons.length === 0 ? [] : [`Left out: ${reasons.join('; ')}.`];
}

function formatRules(plan: SwarmPlan): string {
  const rules = new Map<string, number>();
  for (const issue of plan.issues) {
    const rule = ruleName(issue);
    rules.set(rule, (rules.get(rule) ?? 0) + 1);
  }
  const top = [...rules].sort(([, left], [, right]) => right - left).slice(0, 6);
  const more =
    rules.size > top.length ? `, and ${count(rules.size - top.length, 'more rule')}` : '';
  return `${top.map(([rule, number]) => `${number} ${rule}`).join(', ')}${more}`;
}

/** The plan for a person: what, in which order, and why. */
export function formatPlan(
  plan: SwarmPlan,
  agents: readonly AgentStanding[],
  output: Output,
): string[] {
  const { issues, tasks, leftOut } = plan;
  if (issues.length === 0) return ['No problems found.', ...formatLeftOut(leftOut)];
  const files = new Set(issues.map((issue) => issue.file));
  const rows = tasks
    .slice(0, listedTasks)
    .map((task) => [task.taskId, String(task.priority), task.issueType, task.reason]);
  const columns = [
    { title: 'task' },
    { title: 'priority', align: 'right' } as const,
    { title: 'type' },
    { title: 'why', mayShrink: true },
  ];
  const rest = tasks.length - rows.length;
  return [
    output.style(
      'bold',
      `${count(issues.length, 'problem')} in ${count(files.size, 'file')}, ${count(tasks.length, 'task')}`,
    ),
    formatRules(plan),
    '',
    ...formatTable(columns, rows, output.width),
    ...(rest > 0 ? [`… and ${count(rest, 'more task')}`] : []),
    '',
    ...formatLeftOut(leftOut),
    'No two tasks share a file. Most urgent first, then largest.',
    ...formatLadder(agents, output),
    `Nothing was changed. To fix them: ${output.style('bold', 'swarm-autofix run --ai-fix')}`,
  ];
}
