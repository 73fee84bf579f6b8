import { type FileSelection, joinSelections } from '../../core/git/fileSelection.ts';
import { referenceKey } from '../fixes/fixNode.ts';
import type { TaskReference } from '../fixes/taskReference.ts';

/** A task, and what of it is meant. */
export interface MergeTarget {
  readonly task: TaskReference;
  readonly parts: readonly FileSelection[] | 'all';
}

function joinParts(
  one: MergeTarget['parts'] | undefined,
  other: MergeTarget['parts'],
): MergeTarget['parts'] {
  if (one === undefined) return other;
  if (one === 'all' || other === 'all') return 'all';
  const joined = joinSelections([...one, ...other]);
  return [...joined].map(([path, hunks]) =>
    hunks === 'all' ? { path } : { path, hunks: [...hunks].sort((left, right) => left - right) },
  );
}

/** Brings together what is meant of the same task, each task once. */
export function joinTargets(targets: readonly MergeTarget[]): MergeTarget[] {
  const joined = new Map<string, MergeTarget>();
  for (const { task, parts } of targets) {
    const key = referenceKey(task);
    joined.set(key, { task, parts: joinParts(joined.get(key)?.parts, parts) });
  }
  return [...joined.values()];
}
