import type { ReportedProblem } from '../../core/issues/problemReport.ts';
import type { RepositoryPaths } from '../session/repositoryPaths.ts';
import type { ChosenProblem } from './chosenProblems.ts';

/** What the editor says, as a report. */
export function toReported(
  problems: readonly ChosenProblem[],
  paths: RepositoryPaths,
): ReportedProblem[] {
  return problems.map(({ uri, diagnostic, rule, severity, receivedAt }) => ({
    file: paths.of(uri.fsPath),
    range: {
      line: diagnostic.range.start.line + 1,
      column: diagnostic.range.start.character + 1,
      endLine: diagnostic.range.end.line + 1,
      endColumn: diagnostic.range.end.character + 1,
    },
    severity,
    source: rule.source,
    code: rule.code,
    message: diagnostic.message,
    ...(receivedAt === undefined ? {} : { reportedAt: receivedAt }),
  }));
}
