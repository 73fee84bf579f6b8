import type { IssueType } from '../../protocol/issueType.ts';

/** Each line: a type, and the beginnings of the codes that are of that type. */
export type PrefixTable = readonly (readonly [IssueType, string])[];

/** Finds the type of the longest beginning that fits. */
export function createPrefixLookup(table: PrefixTable): (code: string) => IssueType | undefined {
  const entries = table
    .flatMap(([type, prefixes]) => prefixes.split(/\s+/).map((prefix) => ({ prefix, type })))
    .toSorted((left, right) => right.prefix.length - left.prefix.length);
  return (code) => entries.find(({ prefix }) => code.startsWith(prefix))?.type;
}
