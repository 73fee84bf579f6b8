import { relative } from 'node:path';
import type ts from 'typescript';
import type { Diagnostic, Severity, TextRange } from '../../protocol/diagnostic.ts';
import type { TypeScriptLibrary } from './typeScriptInstallation.ts';

const beginning: TextRange = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** A path as diagnostics name it: relative to `root`, with `/`. */
export function relativePath(root: string, path: string): string {
  return relative(root, path).replaceAll('\\', '/');
}

function rangeOf({ file, start, length }: ts.Diagnostic): TextRange {
  if (file === undefined || start === undefined) return beginning;
  const from = file.getLineAndCharacterOfPosition(start);
  const to = file.getLineAndCharacterOfPosition(start + (length ?? 0));
  return {
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
  };
}

function severityOf(library: TypeScriptLibrary, category: ts.DiagnosticCategory): Severity {
  const { Error: error, Warning: warning, Suggestion: suggestion } = library.DiagnosticCategory;
  if (category === error) return 'error';
  if (category === warning) return 'warning';
  return category === suggestion ? 'hint' : 'information';
}

/** The first line of what `tsc` prints; the indented lines below it explain it. */
export function firstLineOf(
  library: TypeScriptLibrary,
  message: string | ts.DiagnosticMessageChain,
): string {
  return library.flattenDiagnosticMessageText(message, '\n').split('\n', 1)[0] ?? '';
}

/** @param configPath takes those diagnostics that are about no file. */
export function convertDiagnostic(
  library: TypeScriptLibrary,
  diagnostic: ts.Diagnostic,
  root: string,
  configPath: string,
): Diagnostic {
  return {
    file: relativePath(root, diagnostic.file?.fileName ?? configPath),
    range: rangeOf(diagnostic),
    severity: severityOf(library, diagnostic.category),
    source: 'ts',
    code: String(diagnostic.code),
    message: firstLineOf(library, diagnostic.messageText),
  };
}
