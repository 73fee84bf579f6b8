import { inTurns } from '../../core/base/inTurns.ts';
import type { ReportedProblem } from '../../core/issues/problemReport.ts';
import type { RepositoryPaths } from '../session/repositoryPaths.ts';
import type { ChosenProblem } from './chosenProblems.ts';
import { textRangeOf } from './textRange.ts';

function reportedProblem(problem: ChosenProblem, paths: RepositoryPaths): ReportedProblem {
  const { uri, diagnostic, rule, severity, receivedAt } = problem;
  return {
    file: paths.of(uri.fsPath),
    range: textRangeOf(diagnostic.range),
    severity,
    source: rule.source,
    code: rule.code,
    message: diagnostic.message,
    ...(receivedAt === undefined ? {} : { reportedAt: receivedAt }),
  };
}

/** What the editor says, as a report. */
export async function toReported(
  problems: readonly ChosenProblem[],
  paths: RepositoryPaths,
): Promise<ReportedProblem[]> {
  const reported: ReportedProblem[] = [];
  await inTurns(problems, (problem) => {
    reported.push(reportedProblem(problem, paths));
  });
  return reported;
}
