import type { IssueReport, RunReport } from '../../core/protocol/runReport.ts';

/** Each issue once, with what its last task says. */
export function lastReports({ tasks }: Pick<RunReport, 'tasks'>): IssueReport[] {
  const last = new Map<string, IssueReport>();
  for (const issue of tasks.flatMap((task) => task.issues)) last.set(issue.id, issue);
  return [...last.values()];
}

/** Those that are not fixed, in the order of files and lines. */
export function leftIssues(report: Pick<RunReport, 'tasks'>): IssueReport[] {
  return lastReports(report)
    .filter(({ verdict }) => verdict !== 'fixed')
    .sort(
      (one, other) =>
        one.file.localeCompare(other.file) || one.line - other.line || one.column - other.column,
    );
}
