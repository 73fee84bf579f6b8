import { groupBy } from './base/groupBy.ts';
import { inTurns } from './base/inTurns.ts';
import { SwarmError } from './base/swarmError.ts';
import { type BuiltIssues, buildIssues } from './issues/buildIssues.ts';
import type { ReportedProblem } from './issues/problemReport.ts';
import { refreshIssues } from './issues/refreshIssues.ts';
import { type LeftOut, siftProblems, Tally } from './leftOut.ts';
import { type IssueNewness, narrowIssues } from './narrowIssues.ts';
import type { ProjectFiles } from './projectFiles.ts';
import type { Diagnostic } from './protocol/diagnostic.ts';
import type { Issue } from './protocol/issue.ts';
import type { IssueType } from './protocol/issueType.ts';

const notAskedFor = 'not asked for';

const nobodyLooked =
  'Nothing here can be checked: the project configures neither TypeScript nor ESLint nor Ruff. ' +
  'Name a checker with --check or in .swarm-autofix.json, or hand in problems with --issues.';

/** Which problems somebody wants fixed. */
export interface IssueChoice extends IssueNewness {
  /** Files and folders relative to the repository, with `/`; none means all of it. */
  readonly paths: readonly string[];
  /** None means all types. */
  readonly types: readonly IssueType[];
}

export interface GatheredIssues {
  readonly issues: readonly Issue[];
  readonly leftOut: LeftOut;
}

/** What the checkers say of a project. */
export interface CheckerAnswer {
  readonly diagnostics: readonly Diagnostic[];
  /** For each of the reported issues, whether a checker would report it if it were still there. */
  readonly claimed: readonly boolean[];
  /** Those that have looked; undefined when that is not known. */
  readonly checkers?: readonly string[] | undefined;
}

/** A report, as far as the files that it speaks of can be worked on. */
export interface ReportedIssues {
  readonly built: BuiltIssues;
  readonly texts: ReadonlyMap<string, string>;
  /** What is left out already. */
  readonly tally: Tally;
}

function isInside(file: string, paths: readonly string[]): boolean {
  const holds = (path: string): boolean =>
    path === '' || file === path || file.startsWith(`${path}/`);
  return paths.length === 0 || paths.some(holds);
}

/** Turns a report into issues, as far as the files that it speaks of can be worked on. */
export async function readReported(
  files: ProjectFiles,
  reported: readonly ReportedProblem[],
  { paths }: IssueChoice,
): Promise<ReportedIssues> {
  const tally = new Tally();
  const asked = reported.filter(({ file }) => isInside(file, paths));
  tally.add(notAskedFor, reported.length - asked.length);
  const { problems, texts } = await siftProblems(asked, files, paths, tally);
  const isDated = problems.some(({ reportedAt }) => reportedAt !== undefined);
  const built = await buildIssues(problems, {
    readFile: async (file) => texts.get(file),
    ...(isDated ? { modifiedAt: (file: string) => files.modifiedAt(file) } : {}),
  });
  tally.add('reported twice', built.duplicates);
  return { built, texts, tally };
}

/** Those of the types that are asked for; the others are counted. */
export function chooseTypes(
  issues: readonly Issue[],
  { types }: IssueChoice,
  tally: Tally,
): GatheredIssues {
  const chosen = issues.filter(({ type }) => types.length === 0 || types.includes(type));
  tally.add(notAskedFor, issues.length - chosen.length);
  return { issues: chosen, leftOut: tally.counts };
}

/** File by file: no problem is ever found again in another one. */
async function refresh(
  { built, texts, tally }: ReportedIssues,
  answer: CheckerAnswer,
): Promise<readonly Issue[]> {
  const keyOf = ({ source, file }: Pick<Diagnostic, 'source' | 'file'>) => `${source}\0${file}`;
  const claimed = new Set(built.issues.filter((_one, index) => answer.claimed[index]).map(keyOf));
  const diagnostics = groupBy(answer.diagnostics, ({ file }) => file);
  const refreshed: Issue[] = [];
  const unclaimed: Issue[] = [];
  await inTurns(
    groupBy(built.issues, ({ file }) => file),
    ([file, issues]) => {
      const fresh = refreshIssues(issues, {
        diagnostics: diagnostics.get(file) ?? [],
        claims: (entry) => claimed.has(keyOf(entry)),
        textOf: () => texts.get(file),
        doubtful: built.doubtful,
      });
      for (const { reason } of fresh.dropped) tally.add(reason);
      refreshed.push(...fresh.refreshed);
      unclaimed.push(...fresh.unclaimed);
    },
  );
  return [...refreshed, ...unclaimed];
}

/**
 * Makes issues of what the checkers say, or, when somebody else has reported some, of those as far
 * as they still stand.
 * @param files as the checkers saw them.
 * @throws {SwarmError} `checker` when there is no checker: that nobody complains means nothing then.
 */
export async function gatherIssues(
  files: ProjectFiles,
  answer: CheckerAnswer,
  reported: ReportedIssues | undefined,
  choice: IssueChoice,
): Promise<GatheredIssues> {
  const { git } = files;
  if (reported !== undefined) {
    const { tally, texts } = reported;
    const chosen = chooseTypes(await refresh(reported, answer), choice, tally);
    return narrowIssues(chosen, { git, texts }, choice);
  }
  if (answer.checkers?.length === 0) throw new SwarmError('checker', nobodyLooked);
  const { built, tally, texts } = await readReported(files, answer.diagnostics, choice);
  return narrowIssues(chooseTypes(built.issues, choice, tally), { git, texts }, choice);
}
