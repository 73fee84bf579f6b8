import type { Diagnostic } from '../../src/core/protocol/diagnostic.ts';
import type { Issue } from '../../src/core/protocol/issue.ts';
import { diagnosticAt } from './diagnostics.ts';

/** A diagnostic of one character as an issue, with `more` on top of plain values. */
export function issueAt(line: number, column: number, more: Partial<Issue> = {}): Issue {
  const diagnostic: Diagnostic = diagnosticAt(line, column);
  const id = `issue-${line}-${column}`;
  return { ...diagnostic, id, type: 'type_error', priority: 3, lineText: '', ...more };
}
