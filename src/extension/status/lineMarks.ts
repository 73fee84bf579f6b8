import * as vscode from 'vscode';
import { taskKey } from '../session/sessionChange.ts';
import type { PlacedMark, ProblemMarker } from './problemMarker.ts';
import { standingMark } from './standingText.ts';

/** Words behind the lines whose problems somebody is on; the squiggles stay the editor's own. */
export class LineMarks implements vscode.Disposable {
  readonly #marker: ProblemMarker;
  readonly #style = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    after: {
      color: new vscode.ThemeColor('editorCodeLens.foreground'),
      margin: '0 0 0 2em',
      fontStyle: 'normal',
      fontWeight: 'normal',
    },
  });

  constructor(marker: ProblemMarker) {
    this.#marker = marker;
  }

  show(editor: vscode.TextEditor): void {
    editor.setDecorations(this.#style, decorationsOf(this.#marker.marksIn(editor.document)));
  }

  hide(editor: vscode.TextEditor): void {
    editor.setDecorations(this.#style, []);
  }

  dispose(): void {
    this.#style.dispose();
  }
}

/** The tasks that stand behind the same words. */
type TasksByWords = Map<string, Set<string>>;

/** Each line once, however many problems it has: its different words, and how often each. */
function decorationsOf(marks: readonly PlacedMark[]): vscode.DecorationOptions[] {
  const lines = new Map<number, TasksByWords>();
  for (const { mark, range } of marks) {
    const words = standingMark(mark);
    if (words === '') continue;
    const line: TasksByWords = lines.get(range.end.line) ?? new Map();
    const tasks = line.get(words) ?? new Set();
    const { runId, taskId } = mark.reference;
    lines.set(range.end.line, line.set(words, tasks.add(taskKey(runId, taskId))));
  }
  return [...lines].map(([line, words]) => decorationAt(line, words));
}

function decorationAt(line: number, words: TasksByWords): vscode.DecorationOptions {
  const parts = [...words].map(([text, { size }]) => (size === 1 ? text : `${text} ×${size}`));
  const end = new vscode.Position(line, Number.MAX_SAFE_INTEGER);
  return {
    range: new vscode.Range(end, end),
    renderOptions: { after: { contentText: parts.join('  ') } },
  };
}
