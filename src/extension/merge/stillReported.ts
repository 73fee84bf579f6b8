import { groupBy } from '../../core/base/groupBy.ts';
import { createLineMap } from '../../core/issues/lineMap.ts';
import { messageForm } from '../../core/issues/messageForm.ts';
import { ruleName, toolName } from '../../core/issues/toolName.ts';
import type { Issue } from '../../core/protocol/issue.ts';

/** What the editor says of a file. */
export interface ReportedProblem {
  readonly source: string;
  readonly code: string;
  readonly message: string;
  /** From 1. */
  readonly line: number;
}

/** What a file held when its issues were found, and holds now. */
export interface ThenAndNow {
  readonly before: string | undefined;
  readonly after: string;
}

function subjectOf({ source, code, message }: Omit<ReportedProblem, 'line'>): string {
  const tool = toolName(source);
  return [tool, ruleName(tool, code), messageForm(message)].join('\0');
}

/**
 * Which issues of a file are still reported: the same rule with the same message, in the very line, or
 * in the lines that have been edited in its place. No problem stands for two issues.
 * @returns the problem by the id of the issue.
 */
export function stillReported(
  issues: readonly Issue[],
  problems: readonly ReportedProblem[],
  { before, after }: ThenAndNow,
): Map<string, ReportedProblem> {
  const lines = createLineMap(before, after);
  const nameOf = (subject: string, place: string): string => `${subject}\0${place}`;
  const free = groupBy(problems, (one) => nameOf(subjectOf(one), lines.placeAfter(one.line)));
  const found = new Map<string, ReportedProblem>();
  for (const issue of issues) {
    const name = nameOf(subjectOf(issue), lines.placeBefore(issue.range.line));
    const problem = free.get(name)?.shift();
    if (problem !== undefined) found.set(issue.id, problem);
  }
  return found;
}
