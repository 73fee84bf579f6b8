import type { Diagnostic } from '../../src/core/protocol/diagnostic.ts';

/** A diagnostic of one character, with `more` on top of plain values. */
export function diagnosticAt(
  line: number,
  column: number,
  more: Partial<Diagnostic> = {},
): Diagnostic {
  return {
    file: 'src/a.ts',
    range: { line, column, endLine: line, endColumn: column + 1 },
    severity: 'error',
    source: 'ts',
    code: '2322',
    message: "Type 'string' is not assignable to type 'number'.",
    ...more,
  };
}
