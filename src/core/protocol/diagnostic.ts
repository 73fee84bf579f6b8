/** Ordered from the worst to the mildest. */
export const severities = ['error', 'warning', 'information', 'hint'] as const;

export type Severity = (typeof severities)[number];

/** A half-open stretch of text. Lines and columns count from 1; columns are UTF-16 code units. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What a checker says about one place in one file. */
export interface Diagnostic {
  /** Relative to the repository, with `/`. */
  readonly file: string;
  readonly range: TextRange;
  readonly severity: Severity;
  /** Who complains: `ts`, `eslint`, `ruff`, or what the report says. */
  readonly source: string;
  /** The rule or error number, such as `6133` or `prefer-const`; empty when there is none. */
  readonly code: string;
  readonly message: string;
}
