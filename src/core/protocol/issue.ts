import type { Diagnostic } from './diagnostic.ts';
import type { IssueType } from './issueType.ts';

/** A diagnostic that somebody wants fixed. */
export interface Issue extends Diagnostic {
  /** Stays the same when lines above it move, or when another run finds the same problem. */
  readonly id: string;
  readonly type: IssueType;
  /** 1 is the most urgent, 5 the least. */
  readonly priority: number;
  /** The text of the issue's first line, trimmed; empty when it could not be read. */
  readonly lineText: string;
}
