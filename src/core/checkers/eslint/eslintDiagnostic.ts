import type { Linter } from 'eslint';
import type { Diagnostic, TextRange } from '../../protocol/diagnostic.ts';
import type { LintedFile } from './eslintEngine.ts';

// A message about the whole file has no place, or 0 or NaN for one.
function countFromOne(value: number | undefined): number {
  return value === undefined || Number.isNaN(value) ? 1 : Math.max(1, value);
}

/** Where a message points to; one without an end is one column wide, one without a start is at 1:1. */
export function rangeOfMessage(message: Linter.LintMessage): TextRange {
  const line = countFromOne(message.line);
  const column = countFromOne(message.column);
  const { endLine, endColumn } = message;
  if (endLine === undefined || endColumn === undefined) {
    return { line, column, endLine: line, endColumn: column + 1 };
  }
  return { line, column, endLine: countFromOne(endLine), endColumn: countFromOne(endColumn) };
}

/** One message as a diagnostic. Its code is the rule, or empty when no rule speaks. */
export function toDiagnostic(file: string, message: Linter.LintMessage): Diagnostic {
  return {
    file,
    range: rangeOfMessage(message),
    severity: message.severity === 2 ? 'error' : 'warning',
    source: 'eslint',
    code: message.ruleId ?? '',
    message: message.message,
  };
}

export function toDiagnostics(linted: LintedFile): readonly Diagnostic[] {
  return linted.messages.map((message) => toDiagnostic(linted.file, message));
}

// What editors and reports call a rule's package: `eslint`, `typescript-eslint`, `eslint-plugin-x`.
const eslintSource = /^(eslint|@?typescript-eslint|(@[^/]+\/)?eslint-plugin(-.+)?)$/i;

/** True for the `source` of a diagnostic that ESLint, or a plugin of it, has reported. */
export function isEslintSource(source: string): boolean {
  return eslintSource.test(source);
}
