import type { Diagnostic } from '../../protocol/diagnostic.ts';
import type { IssueVerdict } from '../../protocol/verdict.ts';

/** What came of an attempt that did not do, for whoever tries again. */
export interface CheckersAnswer {
  /** Of the issues that were given. */
  readonly verdicts: readonly IssueVerdict[];
  /** Diagnostics that were not there before. */
  readonly introduced: readonly Diagnostic[];
  /** What else was wrong with it, a line each, such as `changed nothing`. */
  readonly notes: readonly string[];
}
