import type * as vscode from 'vscode';
import type { TextRange } from '../../core/protocol/diagnostic.ts';

/** A range of the editor, which counts from 0, as the core counts. */
export function textRangeOf({ start, end }: vscode.Range): TextRange {
  return {
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
