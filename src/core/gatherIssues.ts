import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCodeOf } from './base/swarmError.ts';
import { type BuiltIssues, buildIssues, type IssueFiles } from './issues/buildIssues.ts';
import type { ReportedProblem } from './issues/problemReport.ts';
import { refreshIssues } from './issues/refreshIssues.ts';
import type { Diagnostic } from './protocol/diagnostic.ts';
import type { Issue } from './protocol/issue.ts';
import type { IssueType } from './protocol/issueType.ts';

/** Which problems somebody wants fixed. */
export interface IssueChoice {
  /** Files and folders relative to the repository, with `/`; none means all of it. */
  readonly paths: readonly string[];
  /** None means all types. */
  readonly types: readonly IssueType[];
}

/** What is left out, by reason, and how many. */
export type LeftOut = ReadonlyMap<string, number>;

export interface GatheredIssues {
  readonly issues: readonly Issue[];
  readonly leftOut: LeftOut;
}

/** What the checkers say of a project. */
export interface CheckerAnswer {
  readonly diagnostics: readonly Diagnostic[];
  /** For each of the reported issues, whether a checker would report it if it were still there. */
  readonly claimed: readonly boolean[];
}

function isChosen(issue: Issue, { paths, types }: IssueChoice): boolean {
  const isInside = (path: string): boolean =>
    path === '' || issue.file === path || issue.file.startsWith(`${path}/`);
  const isType = types.length === 0 || types.includes(issue.type);
  return isType && (paths.length === 0 || paths.some(isInside));
}

function filesBelow(root: string): IssueFiles {
  const unlessMissing = (error: unknown): undefined => {
    if (systemCodeOf(error) !== 'ENOENT' && systemCodeOf(error) !== 'EISDIR') throw error;
    return undefined;
  };
  return {
    readFile: (file) => readFile(join(root, file), 'utf8').catch(unlessMissing),
    modifiedAt: async (file) => (await stat(join(root, file)).catch(unlessMissing))?.mtimeMs,
  };
}

class Tally {
  readonly counts = new Map<string, number>();

  add(reason: string, number = 1): void {
    if (number > 0) this.counts.set(reason, (this.counts.get(reason) ?? 0) + number);
  }
}

/** Turns a report into issues, as far as the files that it speaks of are there. */
export function readReported(
  root: string,
  problems: readonly ReportedProblem[],
): Promise<BuiltIssues> {
  return buildIssues(problems, filesBelow(root));
}

async function refresh(
  root: string,
  built: BuiltIssues,
  answer: CheckerAnswer,
  tally: Tally,
): Promise<readonly Issue[]> {
  const keyOf = ({ source, file }: Pick<Diagnostic, 'source' | 'file'>) => `${source}\0${file}`;
  const claimed = new Set(built.issues.filter((_one, index) => answer.claimed[index]).map(keyOf));
  const texts = new Map<string, string | undefined>();
  const files = filesBelow(root);
  for (const { file } of built.issues) {
    if (!texts.has(file)) texts.set(file, await files.readFile(file));
  }
  const fresh = refreshIssues(built.issues, {
    diagnostics: answer.diagnostics,
    claims: (entry) => claimed.has(keyOf(entry)),
    textOf: (file) => texts.get(file),
    doubtful: built.doubtful,
  });
  for (const { reason } of fresh.dropped) tally.add(reason);
  return [...fresh.refreshed, ...fresh.unclaimed];
}

/**
 * Makes issues of what the checkers say, or, when somebody else has reported some, of those as far
 * as they still stand.
 * @param root the folder that the files are in as the checkers saw them.
 */
export async function gatherIssues(
  root: string,
  answer: CheckerAnswer,
  reported: BuiltIssues | undefined,
  choice: IssueChoice,
): Promise<GatheredIssues> {
  const tally = new Tally();
  const built = reported ?? (await readReported(root, answer.diagnostics));
  for (const { reason } of built.dropped) tally.add(reason);
  tally.add('reported twice', built.duplicates);
  const issues = reported === undefined ? built.issues : await refresh(root, built, answer, tally);
  const chosen = issues.filter((issue) => isChosen(issue, choice));
  tally.add('not asked for', issues.length - chosen.length);
  return { issues: chosen, leftOut: tally.counts };
}
