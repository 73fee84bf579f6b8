import type { Diagnostic as ServerDiagnostic } from 'vscode-languageserver-protocol';
import { ruleName, toolName } from '../../issues/toolName.ts';
import type { Diagnostic, Severity } from '../../protocol/diagnostic.ts';
import type { DocumentText, PositionEncoding } from './documentText.ts';

/** Where a server's diagnostic was found. */
export interface DiagnosticPlace {
  readonly file: string;
  readonly text: DocumentText;
  readonly encoding: PositionEncoding;
  /** Who complains, when the server does not say it. */
  readonly source: string;
}

/** By the protocol's number; without one it is left to the client, and editors take an error. */
const severityByNumber: Readonly<Record<number, Severity>> = {
  1: 'error',
  2: 'warning',
  3: 'information',
  4: 'hint',
};

export function translateDiagnostic(found: ServerDiagnostic, place: DiagnosticPlace): Diagnostic {
  const { message, code } = found;
  const source = toolName(found.source || place.source);
  return {
    file: place.file,
    range: place.text.rangeOf(found.range, place.encoding),
    severity: severityByNumber[found.severity ?? 1] ?? 'error',
    source,
    code: code === undefined ? '' : ruleName(source, String(code)),
    message: typeof message === 'string' ? message : message.value,
  };
}
