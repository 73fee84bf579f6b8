import { groupBy } from '../base/groupBy.ts';
import { inTurns } from '../base/inTurns.ts';
import type { Issue } from '../protocol/issue.ts';
import { classify } from './classify.ts';
import { compareDiagnosticOrder } from './diagnosticOrder.ts';
import { type FingerprintParts, fingerprintOf } from './fingerprint.ts';
import { linesOf } from './lineMap.ts';
import { messageForm } from './messageForm.ts';
import { priorityOf } from './priority.ts';
import type { ReportedProblem } from './problemReport.ts';
import { ruleName, toolName } from './toolName.ts';

/** The files as they are now. Paths are relative to the repository, with `/`. */
export interface IssueFiles {
  /** Undefined when there is no such file. Asked once a file. */
  readFile(file: string): Promise<string | undefined>;
  /** In milliseconds since 1970. Without it no problem is doubtful for the age of its file. */
  modifiedAt?(file: string): Promise<number | undefined>;
}

export interface DroppedProblem {
  readonly problem: ReportedProblem;
  readonly reason: string;
}

export interface BuiltIssues {
  /** Sorted by file, line and column. */
  readonly issues: readonly Issue[];
  /** The ids of issues whose file is no longer what the report was about: see `refreshIssues`. */
  readonly doubtful: ReadonlySet<string>;
  readonly dropped: readonly DroppedProblem[];
  /** How many problems were told more than once; each is one issue. */
  readonly duplicates: number;
}

interface SeenFile {
  readonly lines: readonly string[];
  readonly modifiedAt: number | undefined;
}

function withToolNames(problem: ReportedProblem): ReportedProblem {
  const source = toolName(problem.source);
  return { ...problem, source, code: ruleName(source, problem.code) };
}

/** The first line alone: one report tells the whole chain of reasons, the other its head. */
function duplicateKeyOf({ file, source, code, range, message }: ReportedProblem): string {
  const [headline = ''] = linesOf(message.trim());
  const words = messageForm(headline.replace(/^(?:error |warning )?TS\d+: /, ''));
  return JSON.stringify([file, source, code, range.line, range.column, words]);
}

async function distinctOnes(problems: readonly ReportedProblem[]): Promise<ReportedProblem[]> {
  const seen = new Map<string, ReportedProblem>();
  await inTurns(problems, (reported) => {
    const problem = withToolNames(reported);
    const key = duplicateKeyOf(problem);
    if (!seen.has(key)) seen.set(key, problem);
  });
  return [...seen.values()];
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function holdsSnippet(
  lines: readonly string[],
  problem: ReportedProblem,
  snippet: string,
): boolean {
  const { line, endLine } = problem.range;
  const last = Math.max(endLine, line + linesOf(snippet).length - 1);
  return folded(lines.slice(line - 1, last).join('\n')).includes(folded(snippet));
}

function isDoubtful(problem: ReportedProblem, { lines, modifiedAt }: SeenFile): boolean {
  const { range, snippet, reportedAt } = problem;
  // A tool may point behind the last line, at a missing line end.
  if (range.line > lines.length + 1) return true;
  if (snippet !== undefined && snippet.trim() !== '') return !holdsSnippet(lines, problem, snippet);
  return reportedAt !== undefined && modifiedAt !== undefined && modifiedAt > reportedAt;
}

/** Gives names to the problems of one file, in their order. */
class FileNames {
  readonly #counts = new Map<string, number>();

  nameOf(parts: Omit<FingerprintParts, 'ordinal'>): string {
    const name = fingerprintOf({ ...parts, ordinal: 0 });
    const ordinal = this.#counts.get(name) ?? 0;
    this.#counts.set(name, ordinal + 1);
    return ordinal === 0 ? name : fingerprintOf({ ...parts, ordinal });
  }
}

function toIssue(problem: ReportedProblem, lines: readonly string[], names: FileNames): Issue {
  const { file, range, severity, source, code, message } = problem;
  const lineText = (lines[range.line - 1] ?? '').trim();
  const type = problem.type ?? classify(problem);
  return {
    ...{ file, range, severity, source, code, message, lineText, type },
    id: names.nameOf({ source, code, file, message, lineText }),
    priority: problem.priority ?? priorityOf(type, severity),
  };
}

async function seeFile(files: IssueFiles, file: string): Promise<SeenFile | undefined> {
  const text = await files.readFile(file);
  if (text === undefined) return undefined;
  return { lines: linesOf(text), modifiedAt: await files.modifiedAt?.(file) };
}

/**
 * Makes issues of problems, from one report or several: what two of them tell alike is one issue,
 * and what is said of a file that is not there is dropped.
 */
export async function buildIssues(
  problems: readonly ReportedProblem[],
  files: IssueFiles,
): Promise<BuiltIssues> {
  const distinct = await distinctOnes(problems);
  const byFile = groupBy(distinct.toSorted(compareDiagnosticOrder), ({ file }) => file);
  const issues: Issue[] = [];
  const doubtful = new Set<string>();
  const dropped: DroppedProblem[] = [];
  await inTurns(byFile, async ([file, group]) => {
    const seen = await seeFile(files, file);
    if (seen === undefined) {
      dropped.push(...group.map((problem) => ({ problem, reason: `${file} does not exist` })));
      return;
    }
    const names = new FileNames();
    for (const problem of group) {
      const issue = toIssue(problem, seen.lines, names);
      issues.push(issue);
      if (isDoubtful(problem, seen)) doubtful.add(issue.id);
    }
  });
  return { issues, doubtful, dropped, duplicates: problems.length - distinct.length };
}
