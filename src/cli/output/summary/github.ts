import { ruleName } from '../../../core/protocol/ruleName.ts';
import type { IssueReport, RunReport } from '../../../core/protocol/runReport.ts';
import { leftIssues } from '../leftIssues.ts';

/** GitHub shows ten of a kind for each step, and drops the others. */
const mostShown = 10;

const levels = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
} as const;

/** As GitHub documents it for workflow commands. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function annotation(issue: IssueReport): string {
  const { file, line, column, message, verdict, severity } = issue;
  const place = `file=${escapeProperty(file)},line=${line},col=${column}`;
  const title = escapeProperty(`${ruleName(issue)} ${verdict}`);
  return `::${levels[severity]} ${place},title=${title}::${escapeData(message)}`;
}

/** Workflow commands that mark what is left in the files of a pull request. */
export function formatAnnotations(report: RunReport): string[] {
  const shown = new Map<string, number>();
  return leftIssues(report)
    .filter(({ severity }) => {
      const number = (shown.get(levels[severity]) ?? 0) + 1;
      shown.set(levels[severity], number);
      return number <= mostShown;
    })
    .map(annotation);
}
