import type { Diagnostic } from './diagnostic.ts';
import type { IssueVerdict } from './verdict.ts';

/** What came of one task, as git and the checkers saw it: nobody's word is taken for it. */
export interface SwarmResult {
  readonly taskId: string;
  readonly workerId: string;
  /** The agent whose edits are in the commit, or the last one that tried. */
  readonly agent: string;
  /** All issues fixed, none of another verdict, nothing introduced. Only such a task merges by itself. */
  readonly success: boolean;
  /** From the diff between {@link parent} and {@link commit}. */
  readonly filesModified: readonly string[];
  /** How many issues are `fixed`. */
  readonly fixesApplied: number;
  readonly errors: readonly string[];
  readonly durationSeconds: number;
  /** The commit that holds the edits, or null when nothing was changed. */
  readonly commit: string | null;
  /** The commit that the edits were made on. */
  readonly parent: string;
  readonly verdicts: readonly IssueVerdict[];
  /** Diagnostics that were not there before. */
  readonly introduced: readonly Diagnostic[];
}

/** True when a result may be merged without a person. */
export function isSuccess(
  result: Pick<SwarmResult, 'verdicts' | 'introduced' | 'commit'>,
): boolean {
  return (
    result.commit !== null &&
    result.verdicts.length > 0 &&
    result.introduced.length === 0 &&
    result.verdicts.every((entry) => entry.verdict === 'fixed')
  );
}
