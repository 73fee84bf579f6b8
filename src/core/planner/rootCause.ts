import { groupBy } from '../base/groupBy.ts';
import type { Issue } from '../protocol/issue.ts';

/**
 * Errors whose cause stands somewhere else than where they are reported: a name that is not
 * exported, a module that is not there, a member that a type does not have. The same message in
 * several files is then one cause with many symptoms.
 */
const causeIsElsewhere: Readonly<Record<string, ReadonlySet<string>>> = {
  ts: new Set([
    '2304', // Cannot find name
    '2305', // Module has no exported member
    '2306', // File is not a module
    '2307', // Cannot find module
    '2339', // Property does not exist on type
    '2551', // Property does not exist on type. Did you mean
    '2552', // Cannot find name. Did you mean
    '2614', // Module has no exported member. Did you mean the default import
    '2694', // Namespace has no exported member
    '2724', // Module has no exported member. Did you mean
    '7016', // Could not find a declaration file for module
  ]),
};

/** Two files may share a cause by accident; from three on it is one. */
const fewestFiles = 3;

export interface RootCause {
  readonly source: string;
  readonly code: string;
  readonly message: string;
  readonly issues: readonly Issue[];
  readonly files: ReadonlySet<string>;
}

/** True for an error that an edit in another file may clear, or make mendable. */
export function isCausedElsewhere({ source, code }: Pick<Issue, 'source' | 'code'>): boolean {
  return causeIsElsewhere[source]?.has(code) ?? false;
}

function causeKey(issue: Issue): string | undefined {
  if (!isCausedElsewhere(issue)) return undefined;
  return `${issue.source}\0${issue.code}\0${issue.message}`;
}

/** Groups of issues in at least three files that one mend elsewhere would clear. */
export function findRootCauses(issues: readonly Issue[]): RootCause[] {
  const symptoms = groupBy(issues, causeKey);
  symptoms.delete(undefined);
  return [...symptoms.values()].flatMap((group) => {
    const files = new Set(group.map((issue) => issue.file));
    const [first] = group;
    if (first === undefined || files.size < fewestFiles) return [];
    const { source, code, message } = first;
    return [{ source, code, message, issues: group, files }];
  });
}
