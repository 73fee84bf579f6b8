import { secondsBetween } from '../base/clock.ts';
import type { Issue } from '../protocol/issue.ts';
import type { IssueCounts, IssueReport, RunReport, TaskReport } from '../protocol/runReport.ts';
import type { IssueVerdict, Verdict } from '../protocol/verdict.ts';
import type { RunView, TaskView } from './runView.ts';
import { runSpending, taskSpending } from './spending.ts';

const untouched: Omit<IssueVerdict, 'issueId'> = { verdict: 'remains', reason: '' };

function verdictIn(view: RunView, issueId: string): Omit<IssueVerdict, 'issueId'> {
  return view.verdicts.get(issueId) ?? untouched;
}

/** Each issue counts once, with the last that is known of it. */
function countIssues(view: RunView): IssueCounts {
  const count = (verdict: Verdict): number =>
    view.issues.filter((issue) => verdictIn(view, issue.id).verdict === verdict).length;
  const introduced = [...view.tasks.values()].reduce(
    (sum, task) => sum + (task.result?.introduced.length ?? 0),
    0,
  );
  return {
    found: view.issues.length,
    fixed: count('fixed'),
    remaining: count('remains'),
    proposed: count('proposed'),
    suppressed: count('suppressed'),
    introduced,
    unverified: count('unverified'),
  };
}

/** One issue as other programs read it; without a verdict, nobody has tried yet. */
export function reportIssue(
  issue: Issue,
  verdict: Omit<IssueVerdict, 'issueId'> = untouched,
): IssueReport {
  const { id, file, source, code, message, severity } = issue;
  const { line, column } = issue.range;
  return { id, file, line, column, source, code, message, severity, ...verdict };
}

/** One task as other programs read it. */
export function reportTask(view: RunView, task: TaskView): TaskReport {
  const { result } = task;
  const own = new Map(result?.verdicts.map((entry) => [entry.issueId, entry]));
  const spending = taskSpending(view, task.task.taskId);
  const failure = task.state === 'failed' && task.reason !== '' ? [task.reason] : [];
  return {
    taskId: task.task.taskId,
    issueType: task.task.issueType,
    filePaths: task.task.filePaths,
    priority: task.task.priority,
    state: task.state,
    workerId: task.workerId,
    agent: result?.agent ?? '',
    success: result?.success ?? false,
    filesModified: result?.filesModified ?? [],
    fixesApplied: result?.fixesApplied ?? 0,
    errors: [...failure, ...(result?.errors ?? [])],
    durationSeconds: result?.durationSeconds ?? 0,
    commit: result?.commit ?? null,
    merged: task.state === 'merged',
    ...(spending === undefined ? {} : { spending }),
    issues: task.task.issues.map((issue) => {
      const { verdict, reason } = own.get(issue.id) ?? verdictIn(view, issue.id);
      return reportIssue(issue, { verdict, reason });
    }),
  };
}

/** The document of `run --json`. */
export function reportRun(view: RunView): RunReport {
  const { record } = view;
  const spending = runSpending(view);
  const endedAt = view.endedAt === '' ? record.startedAt : view.endedAt;
  return {
    schemaVersion: 1,
    runId: record.runId,
    mode: view.mode,
    backend: view.backend,
    workers: view.workers,
    base: record.base,
    startedAt: record.startedAt,
    durationSeconds: secondsBetween(Date.parse(record.startedAt), Date.parse(endedAt)),
    stopReason: view.stopReason ?? 'error',
    issues: countIssues(view),
    modeChanges: view.modeChanges,
    ...(spending === undefined ? {} : { spending }),
    tasks: [...view.tasks.values()].map((task) => reportTask(view, task)),
  };
}
