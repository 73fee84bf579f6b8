import { groupBy } from '../../base/groupBy.ts';
import { compareDiagnosticOrder } from '../../issues/diagnosticOrder.ts';
import type { Issue } from '../../protocol/issue.ts';
import { ruleName } from '../../protocol/ruleName.ts';

/** So many problems are told one by one; whoever has mended those knows what the others look like. */
const most = { ofRule: 20, ofFile: 60, inAll: 200 };

/** The problems of one file. */
export interface ListedProblems {
  readonly file: string;
  /** Those that are told one by one, in the order of their places. */
  readonly listed: readonly Issue[];
  /** How many more there are, by the name of their rule. */
  readonly more: ReadonlyMap<string, number>;
}

function listFile(file: string, issues: readonly Issue[], room: number): ListedProblems {
  const listed: Issue[] = [];
  const seen = new Map<string, number>();
  const more = new Map<string, number>();
  for (const issue of [...issues].sort(compareDiagnosticOrder)) {
    const rule = ruleName(issue);
    const before = seen.get(rule) ?? 0;
    seen.set(rule, before + 1);
    if (before < most.ofRule && listed.length < Math.min(room, most.ofFile)) listed.push(issue);
    else more.set(rule, (more.get(rule) ?? 0) + 1);
  }
  return { file, listed, more };
}

/** File by file, those of the first problem's file first. */
export function listProblems(issues: readonly Issue[]): ListedProblems[] {
  let room = most.inAll;
  return [...groupBy(issues, ({ file }) => file)].map(([file, ofFile]) => {
    const problems = listFile(file, ofFile, room);
    room -= problems.listed.length;
    return problems;
  });
}
