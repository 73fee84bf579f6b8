import { ruleName } from '../../../core/protocol/ruleName.ts';
import type { RunReport } from '../../../core/protocol/runReport.ts';
import { leftIssues } from '../leftIssues.ts';

/** What is left, a line each, in the form that editors and log viewers make links of. */
export function formatLeft(report: RunReport): string[] {
  return leftIssues(report).map((issue) => {
    const { file, line, column, severity, message, verdict } = issue;
    const words = message.replaceAll(/\s+/g, ' ');
    return `${file}:${line}:${column}: ${severity}: ${words} [${ruleName(issue)}] ${verdict}`;
  });
}
