import type { Hunk } from '../../core/git/hunks.ts';
import type { TaskView } from '../../core/manager/runView.ts';
import type { Diagnostic } from '../../core/protocol/diagnostic.ts';
import type { Issue } from '../../core/protocol/issue.ts';
import { fromWorst, type Worth } from '../fixes/verdictCounts.ts';

/** What became of one problem, for somebody who looks at the fix. */
export interface MarkedIssue {
  readonly worth: Worth;
  readonly problem: Pick<Diagnostic, 'source' | 'code' | 'message'>;
  /** Why, for a person; often empty. */
  readonly reason: string;
}

/** What is to be said at one line of the fix. */
export interface IssueMark {
  /** Of the fix, from 0. */
  readonly line: number;
  /** The worst first. */
  readonly issues: readonly MarkedIssue[];
}

/** One file that a fix changes. */
export interface ChangedText {
  readonly path: string;
  /** What the fix was made on. */
  readonly base: string;
  readonly hunks: readonly Pick<Hunk, 'oldStart' | 'oldLines' | 'newStart' | 'newLines'>[];
}

interface PlacedIssue {
  readonly line: number;
  readonly issue: MarkedIssue;
}

/** All that can become of a problem. */
export const worstFirst: readonly Worth[] = ['introduced', ...fromWorst];

/** For each line of the fix that has something to say: the problems that stood or stand there. */
export function markIssues(view: TaskView, text: ChangedText): IssueMark[] {
  const marks = new Map<number, MarkedIssue[]>();
  for (const { line, issue } of [...oldIssues(view, text), ...newIssues(view, text)]) {
    marks.set(line, [...(marks.get(line) ?? []), issue]);
  }
  return [...marks]
    .map(([line, issues]) => ({ line, issues: issues.toSorted(byWorth) }))
    .sort((one, other) => one.line - other.line);
}

function byWorth(one: MarkedIssue, other: MarkedIssue): number {
  return worstFirst.indexOf(one.worth) - worstFirst.indexOf(other.worth);
}

function oldIssues({ task, result }: TaskView, text: ChangedText): PlacedIssue[] {
  const lines = text.base.split(/\r\n|\r|\n/);
  const verdicts = new Map(result?.verdicts.map((entry) => [entry.issueId, entry]));
  const own = task.issues.filter(({ file }) => file === text.path);
  return own.map((problem) => {
    const { verdict = 'unverified', reason = '' } = verdicts.get(problem.id) ?? {};
    const line = lineInFix(lineInBase(problem, lines), text.hunks);
    return { line, issue: { worth: verdict, problem, reason } };
  });
}

function newIssues({ result }: TaskView, text: ChangedText): PlacedIssue[] {
  const own = (result?.introduced ?? []).filter(({ file }) => file === text.path);
  return own.map((problem) => ({
    line: problem.range.line - 1,
    issue: { worth: 'introduced', problem, reason: '' },
  }));
}

/**
 * Where a problem stands in what the fix was made on, from 0. Its own line number is of an earlier
 * text when another part of the task came before: then the nearest line that reads the same counts.
 */
function lineInBase({ range, lineText }: Issue, lines: readonly string[]): number {
  const told = Math.min(range.line - 1, lines.length - 1);
  const same = lines.flatMap((text, line) => (text.trim() === lineText ? [line] : []));
  const distance = (line: number): number => Math.abs(line - told);
  const [nearest] = same.sort((one, other) => distance(one) - distance(other));
  return lineText === '' ? told : (nearest ?? told);
}

/** Where a line of the base is in the fix, both from 0; one that is gone, at the place where it was. */
function lineInFix(line: number, hunks: ChangedText['hunks']): number {
  let shift = 0;
  for (const { oldStart, oldLines, newStart, newLines } of hunks) {
    const first = oldLines === 0 ? oldStart : oldStart - 1;
    if (line < first) break;
    if (line < first + oldLines) {
      const offset = Math.min(line - first, newLines - 1);
      return Math.max(newStart - 1 + Math.max(offset, 0), 0);
    }
    shift += newLines - oldLines;
  }
  return line + shift;
}
