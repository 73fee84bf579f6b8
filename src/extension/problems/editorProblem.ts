import type * as vscode from 'vscode';
import type { Severity } from '../../core/protocol/diagnostic.ts';
import { ruleName } from '../../core/protocol/ruleName.ts';

/** A rule as the Problems panel names it: who complains, and about what. */
export interface Rule {
  /** Such as `ts(6133)`; only the source when there is no code. Unique. */
  readonly key: string;
  readonly source: string;
  /** Empty when there is none. */
  readonly code: string;
}

/** A diagnostic of the editor, with what was true when it was reported. */
export interface EditorProblem {
  readonly uri: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
  readonly rule: Rule;
  readonly severity: Severity;
  /** The lines that it covers, as they were when it came; undefined when its file was not open. */
  readonly lines: string | undefined;
}

/** All problems of one file, in the order in which the editor tells them. */
export interface FileProblems {
  readonly uri: vscode.Uri;
  /** The version of the document that they came for; undefined when it was not open. */
  readonly version: number | undefined;
  /** When they came, in milliseconds since 1970. */
  readonly receivedAt: number;
  readonly problems: readonly EditorProblem[];
}

const severityNames: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** The rule that a diagnostic names. */
export function ruleOf(diagnostic: vscode.Diagnostic): Rule {
  const { code: given } = diagnostic;
  const value = typeof given === 'object' ? given.value : given;
  const source = diagnostic.source ?? '';
  const code = value === undefined ? '' : String(value);
  return { key: ruleName({ source, code }), source, code };
}

/** The severity in the words of the core. */
export function severityOf(diagnostic: vscode.Diagnostic): Severity {
  return severityNames[diagnostic.severity] ?? 'hint';
}

/** The text of the lines that a range touches. */
export function coveredLines(document: vscode.TextDocument, range: vscode.Range): string {
  const lines: string[] = [];
  const last = Math.min(range.end.line, document.lineCount - 1);
  for (let line = range.start.line; line <= last; line += 1) lines.push(document.lineAt(line).text);
  return lines.join('\n');
}

/** False when the text that a problem was about has been edited since. */
export function isStillTrue(
  { version }: FileProblems,
  problem: EditorProblem,
  document: vscode.TextDocument | undefined,
): boolean {
  if (document === undefined || version === document.version) return true;
  return problem.lines === coveredLines(document, problem.diagnostic.range);
}
