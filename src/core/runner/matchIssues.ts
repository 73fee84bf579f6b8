import { groupBy } from '../base/groupBy.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';
import type { Issue } from '../protocol/issue.ts';

function exactKey({ file, source, code, message, range }: Diagnostic): string {
  return [file, source, code, message, range.line, range.column].join('\0');
}

function looseKey({ file, source, code, message }: Diagnostic): string {
  return [file, source, code, message].join('\0');
}

/**
 * Finds each issue among what the checkers say now: at its very place, else the nearest one in the
 * file that says the same. No diagnostic stands for two issues.
 * @returns the diagnostic by issue id; issues that nobody reports are left out.
 */
export function matchIssues(
  issues: readonly Issue[],
  diagnostics: readonly Diagnostic[],
): Map<string, Diagnostic> {
  const found = new Map<string, Diagnostic>();
  const taken = new Set<Diagnostic>();
  const exact = new Map(diagnostics.map((entry) => [exactKey(entry), entry]));
  const claim = (issue: Issue, entry: Diagnostic | undefined): void => {
    if (entry === undefined || taken.has(entry)) return;
    taken.add(entry);
    found.set(issue.id, entry);
  };
  for (const issue of issues) claim(issue, exact.get(exactKey(issue)));
  const loose = groupBy(
    diagnostics.filter((candidate) => !taken.has(candidate)),
    looseKey,
  );
  for (const issue of issues.filter((candidate) => !found.has(candidate.id))) {
    const distance = (entry: Diagnostic) => Math.abs(entry.range.line - issue.range.line);
    const candidates = (loose.get(looseKey(issue)) ?? []).filter((entry) => !taken.has(entry));
    claim(issue, candidates.toSorted((left, right) => distance(left) - distance(right))[0]);
  }
  return found;
}
