import type { GitCommand } from './git/gitCommand.ts';
import { readBlobs } from './git/gitObjects.ts';
import { isPlainFile, treeEntries } from './git/treeLookup.ts';
import { compareInTurns } from './issues/compareDiagnostics.ts';
import { createLineMap } from './issues/lineMap.ts';
import type { LeftOut } from './leftOut.ts';
import type { Diagnostic } from './protocol/diagnostic.ts';
import type { Issue } from './protocol/issue.ts';

/** What makes a problem somebody's business, besides where it is and of which type. */
export interface IssueNewness {
  /** A commit: only problems in lines that have been changed since. */
  readonly since?: string | undefined;
  /** Problems that are known: only others. */
  readonly baseline?: readonly Diagnostic[] | undefined;
}

interface NarrowedIssues {
  readonly issues: readonly Issue[];
  readonly leftOut: LeftOut;
}

type Texts = ReadonlyMap<string, string>;

export interface NarrowingParts {
  readonly git: GitCommand;
  /** The files of the problems, as these were found in them. */
  readonly texts: Texts;
}

async function textsThen(git: GitCommand, commit: string, names: Iterable<string>): Promise<Texts> {
  const entries = await treeEntries(git, commit);
  const ids = new Map<string, string>();
  for (const name of names) {
    const entry = entries.get(name);
    if (entry !== undefined && isPlainFile(entry)) ids.set(name, entry.id);
  }
  const blobs = await readBlobs(git, ids.values());
  return new Map([...ids].map(([name, id]) => [name, blobs.get(id)?.toString() ?? '']));
}

/** Tells whether any line that a problem is at has been changed; every line of a new file has. */
function isChanged(then: Texts, now: Texts): (issue: Issue) => boolean {
  const maps = new Map(
    [...now].map(([file, text]) => [file, createLineMap(then.get(file), text)] as const),
  );
  return ({ file, range }) => {
    const before = then.get(file);
    if (before === undefined) return true;
    if (before === now.get(file)) return false;
    const map = maps.get(file);
    for (let line = range.line; line <= range.endLine; line += 1) {
      // The places of lines that have stayed begin so.
      if (map?.placeAfter(line).startsWith('=') !== true) return true;
    }
    return false;
  };
}

async function changedSince(
  { git, texts }: NarrowingParts,
  issues: readonly Issue[],
  since: string,
): Promise<readonly Issue[]> {
  const names = new Set(issues.map(({ file }) => file));
  return issues.filter(isChanged(await textsThen(git, since, names), texts));
}

async function unknownTo(
  { texts }: NarrowingParts,
  issues: readonly Issue[],
  baseline: readonly Diagnostic[],
): Promise<readonly Issue[]> {
  const now = { before: () => undefined, after: (file: string) => texts.get(file) };
  const { introduced } = await compareInTurns(baseline, issues, now);
  const isNew = new Set<Diagnostic>(introduced);
  return issues.filter((issue) => isNew.has(issue));
}

/** Leaves out what is nobody's business now, and counts it. */
export async function narrowIssues(
  { issues, leftOut }: NarrowedIssues,
  parts: NarrowingParts,
  { since, baseline }: IssueNewness,
): Promise<NarrowedIssues> {
  const changed = since === undefined ? issues : await changedSince(parts, issues, since);
  const fresh = baseline === undefined ? changed : await unknownTo(parts, changed, baseline);
  const counts = new Map(leftOut);
  const count = (reason: string, number: number): void => {
    if (number > 0) counts.set(reason, (counts.get(reason) ?? 0) + number);
  };
  count('in lines that have not been changed', issues.length - changed.length);
  count('known from before', changed.length - fresh.length);
  return { issues: fresh, leftOut: counts };
}
