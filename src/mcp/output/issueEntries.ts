import * as z from 'zod';
import { reportTask } from '../../core/manager/runReport.ts';
import type { RunView, TaskView } from '../../core/manager/runView.ts';
import { issueTypes } from '../../core/protocol/issueType.ts';
import { ruleName } from '../../core/protocol/ruleName.ts';
import { taskStates } from '../../core/protocol/taskState.ts';
import { verdicts } from '../../core/protocol/verdict.ts';
import { orNull } from './orNull.ts';
import { spendingSumShape, toSpendingSum } from './spendingShape.ts';
import { oneLine } from './words.ts';

export const issueEntryShape = z.object({
  taskId: z.string().describe('The task that it is part of now; empty when it is part of none.'),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  source: z.string(),
  code: z.string(),
  type: z.enum(issueTypes),
  message: z.string(),
  verdict: z.enum(verdicts),
  reason: z.string().describe('Why; empty for a plain fixed or remains.'),
});

export type IssueEntry = z.output<typeof issueEntryShape>;

export const taskEntryShape = z.object({
  taskId: z.string(),
  state: z.enum(taskStates),
  verified: z.boolean().describe('Nothing but fixed in it, and nothing introduced.'),
  issueType: z.enum(issueTypes),
  files: z.array(z.string()),
  agent: z.string(),
  fixesApplied: z.number(),
  errors: z.array(z.string()),
  commit: orNull(z.string()),
  spending: spendingSumShape.optional().describe('What its agents have used, if that is anything.'),
});

export type TaskEntry = z.output<typeof taskEntryShape>;

/** A message, or a reason, is a sentence or two; some tools print pages. */
const mostCharacters = 400;
const mostFiles = 20;
const mostErrors = 3;

/** The last task that each issue is part of: a later round takes it over from an earlier one. */
function taskOfIssues(view: RunView): Map<string, TaskView> {
  const owners = new Map<string, TaskView>();
  for (const task of view.tasks.values()) {
    for (const { id } of task.task.issues) owners.set(id, task);
  }
  return owners;
}

/** Every issue of a run once, with the last that is known of it. */
export function issueEntries(view: RunView): IssueEntry[] {
  const owners = taskOfIssues(view);
  return view.issues.map((issue) => {
    const task = owners.get(issue.id);
    const own = task?.result?.verdicts.find(({ issueId }) => issueId === issue.id);
    const { verdict = 'remains', reason = '' } = own ?? view.verdicts.get(issue.id) ?? {};
    const { file, source, code, type } = issue;
    return {
      taskId: task?.task.taskId ?? '',
      ...{ file, line: issue.range.line, column: issue.range.column, source, code, type },
      message: oneLine(issue.message, mostCharacters),
      ...{ verdict, reason: oneLine(reason, mostCharacters) },
    };
  });
}

/** The tasks that some issues are part of. */
export function taskEntries(view: RunView, issues: readonly IssueEntry[]): TaskEntry[] {
  const wanted = new Set(issues.map(({ taskId }) => taskId));
  const tasks = [...view.tasks.values()].filter(({ task }) => wanted.has(task.taskId));
  return tasks.map((task) => {
    const report = reportTask(view, task);
    const { taskId, state, issueType, filePaths, agent, fixesApplied, errors, commit } = report;
    const { success, spending } = report;
    return {
      ...{ taskId, state, verified: success, issueType },
      files: filePaths.slice(0, mostFiles),
      ...{ agent, fixesApplied, commit },
      errors: errors.slice(0, mostErrors).map((error) => oneLine(error, mostCharacters)),
      ...(spending === undefined ? {} : { spending: toSpendingSum(spending) }),
    };
  });
}

/** An issue in a line. */
export function issueLine(issue: IssueEntry, tasks: ReadonlyMap<string, TaskEntry>): string {
  const { verdict, file, line, column, message, reason, taskId } = issue;
  const task = tasks.get(taskId);
  const state = task?.verified === true && task.state === 'ready' ? 'verified' : task?.state;
  const where = task === undefined ? '' : ` [${taskId}, ${state}]`;
  const why = reason === '' ? '' : ` (${reason})`;
  return `${verdict} ${file}:${line}:${column} ${ruleName(issue)} ${message}${why}${where}`;
}
