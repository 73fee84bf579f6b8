/** A part of a fix: a file, or some hunks of it. */
export interface FileSelection {
  readonly path: string;
  /** Without it, the whole file. */
  readonly hunks?: readonly number[];
}

/** Which hunks of a file are meant: some, or the whole of it. */
export type MeantHunks = ReadonlySet<number> | 'all';

/** Brings together what several selections say of one file, by path. */
export function joinSelections(selections: readonly FileSelection[]): Map<string, MeantHunks> {
  const joined = new Map<string, MeantHunks>();
  for (const { path, hunks } of selections) {
    const known = joined.get(path);
    const isAll = hunks === undefined || known === 'all';
    joined.set(path, isAll ? 'all' : new Set([...(known ?? []), ...hunks]));
  }
  return joined;
}
