import type { Diagnostic } from '../protocol/diagnostic.ts';

function compareText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Orders by file, then by place in it, then by everything else: equal only when all is equal. */
export function compareDiagnosticOrder(left: Diagnostic, right: Diagnostic): number {
  return (
    compareText(left.file, right.file) ||
    left.range.line - right.range.line ||
    left.range.column - right.range.column ||
    left.range.endLine - right.range.endLine ||
    left.range.endColumn - right.range.endColumn ||
    compareText(left.source, right.source) ||
    compareText(left.code, right.code) ||
    compareText(left.message, right.message) ||
    compareText(left.severity, right.severity)
  );
}
