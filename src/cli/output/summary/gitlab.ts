import { ruleName } from '../../../core/protocol/ruleName.ts';
import type { RunReport } from '../../../core/protocol/runReport.ts';
import { leftIssues } from '../leftIssues.ts';

/** Where GitLab's documentation has it; a job names it under `artifacts: reports: codequality`. */
export const codeQualityFile = 'gl-code-quality-report.json';

const severities = { error: 'major', warning: 'minor', information: 'info', hint: 'info' } as const;

/** What is left as GitLab's Code Quality report. */
export function formatCodeQuality(report: RunReport): string {
  const entries = leftIssues(report).map((issue) => ({
    description: `${issue.message} (${issue.verdict})`,
    check_name: ruleName(issue),
    fingerprint: issue.id,
    severity: severities[issue.severity],
    location: { path: issue.file, lines: { begin: issue.line } },
  }));
  return JSON.stringify(entries, undefined, 2);
}
