import type { Diagnostic } from '../../protocol/diagnostic.ts';
import type { RuffFile } from './ruffEngine.ts';
import type { RuffFinding } from './ruffOutput.ts';

// Code that does not run at all; ruff's own language server draws the line there too.
const errors = new Set(['invalid-syntax', 'E902', 'E999', 'F821']);

function toDiagnostic(file: string, finding: RuffFinding): Diagnostic {
  const { start_location: start, end_location: end } = finding;
  const code = finding.code ?? '';
  return {
    file,
    range: { line: start.row, column: start.column, endLine: end.row, endColumn: end.column },
    severity: errors.has(code) ? 'error' : 'warning',
    source: 'ruff',
    code,
    message: finding.message,
  };
}

export function toDiagnostics(checked: RuffFile): readonly Diagnostic[] {
  return checked.findings.map((finding) => toDiagnostic(checked.file, finding));
}

/** True for what ruff has reported about a file that it is asked about here. */
export function isRuffReport(diagnostic: Pick<Diagnostic, 'source' | 'file'>): boolean {
  return diagnostic.source.toLowerCase() === 'ruff' && diagnostic.file.endsWith('.py');
}
