import * as vscode from 'vscode';
import { checkedOutFile } from '../../core/git/checkedOutFile.ts';
import { type Hunk, listHunks } from '../../core/git/hunks.ts';
import type { TaskView } from '../../core/manager/runView.ts';
import { isUnreviewed } from '../../core/protocol/taskState.ts';
import type { Worth } from '../fixes/verdictCounts.ts';
import type { ExtensionServices } from '../host/services.ts';
import type { FixAddress } from './fixAddress.ts';
import { addressOf } from './fixUris.ts';
import { changedResult, type FoundFix } from './foundFix.ts';
import { type IssueMark, markIssues, worstFirst } from './issueMarks.ts';
import { markIcon } from './markIcons.ts';
import { type HunkChoice, hoverText, lineText } from './markText.ts';

/** What a mark looks like: a colour of the theme for its words, and fixed ones for its picture. */
interface Colours {
  readonly words: string;
  readonly onLight: string;
  readonly onDark: string;
}

const good: Colours = { words: 'charts.green', onLight: '#2f7a2b', onDark: '#89d185' };
const bad: Colours = { words: 'list.errorForeground', onLight: '#b01011', onDark: '#f88070' };
const doubtful: Colours = {
  words: 'list.warningForeground',
  onLight: '#855f00',
  onDark: '#cca700',
};
const open: Colours = { words: 'descriptionForeground', onLight: '#5f5f5f', onDark: '#bbbbbb' };

/** All can be read on a coloured diff in light, dark and high contrast. */
const colours: Readonly<Record<Worth, Colours>> = {
  fixed: good,
  remains: bad,
  introduced: bad,
  proposed: doubtful,
  suppressed: doubtful,
  unverified: open,
};

/** A file of a fix with all that is to be said in it. */
interface MarkedFile {
  readonly hunks: readonly Hunk[];
  readonly marks: readonly IssueMark[];
  readonly choiceOf: (hunk: Hunk) => HunkChoice | undefined;
}

/** Lines of the fix that a hunk stands at, from 0; where only lines are gone, the one before. */
function linesOf({ newStart, newLines }: Hunk): readonly [first: number, last: number] {
  const first = Math.max(newStart - 1, 0);
  return [first, first + Math.max(newLines - 1, 0)];
}

function isIn(hunk: Hunk, line: number): boolean {
  const [first, last] = linesOf(hunk);
  return line >= first && line <= last;
}

async function readMarks(found: FoundFix, { path }: FixAddress): Promise<MarkedFile> {
  const { parent, commit } = changedResult(found);
  const { git } = found.session.swarm.repository;
  const [hunks, base] = await Promise.all([
    listHunks(git, parent, commit, path),
    checkedOutFile(git, parent, path),
  ]);
  const { root } = found.session;
  const { state, task } = found.task;
  const { runId } = found.run.record;
  const texts = { path, base: base?.toString() ?? '', hunks };
  const choiceOf = ({ index }: Hunk): HunkChoice | undefined => {
    if (!isUnreviewed(state)) return undefined;
    const reference = { root, runId, taskId: task.taskId, path, hunks: [index] };
    return { reference, canAccept: state === 'ready' };
  };
  return { hunks, marks: markIssues(found.task, texts), choiceOf };
}

function createType(worth: Worth): vscode.TextEditorDecorationType {
  const { words, onLight, onDark } = colours[worth];
  return vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor(words), margin: '0 0 0 3ch' },
    gutterIconSize: '80%',
    light: { gutterIconPath: markIcon(worth, onLight) },
    dark: { gutterIconPath: markIcon(worth, onDark) },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}

/** Says beside each line of a fix what became of the problem there, and offers each change by itself. */
export class VerdictMarks implements vscode.Disposable {
  readonly #services: ExtensionServices;
  readonly #types = new Map(worstFirst.map((worth) => [worth, createType(worth)]));
  /** Shows nothing: it is where a hover is. */
  readonly #hovers = vscode.window.createTextEditorDecorationType({});

  /** What the marks of an editor were made from. */
  readonly #marked = new WeakMap<vscode.TextEditor, TaskView>();

  constructor(services: ExtensionServices) {
    this.#services = services;
  }

  /** Brings the marks in line of all editors that show fixes now. */
  async refresh(): Promise<void> {
    await Promise.all(vscode.window.visibleTextEditors.map((editor) => this.#mark(editor)));
  }

  dispose(): void {
    for (const type of this.#types.values()) type.dispose();
    this.#hovers.dispose();
  }

  async #mark(editor: vscode.TextEditor): Promise<void> {
    const { document } = editor;
    const address = addressOf(document.uri);
    if (address === undefined || address.side === 'base') return;
    const session = this.#services.sessions.find(address.root);
    const found = session?.find(address);
    if (session === undefined || typeof found?.task.result?.commit !== 'string') return;
    if (this.#marked.get(editor) === found.task) return;
    const { version } = document;
    const file = await readMarks({ session, ...found }, address);
    // What is being edited keeps the marks that it has; they move with their lines.
    if (document.isDirty || document.version !== version) return;
    this.#marked.set(editor, found.task);
    this.#show(editor, file);
  }

  #show(editor: vscode.TextEditor, { marks, hunks, choiceOf }: MarkedFile): void {
    const { document } = editor;
    const there = marks.filter(({ line }) => line < document.lineCount);
    for (const [worth, type] of this.#types) {
      const own = there.filter(({ issues }) => issues[0]?.worth === worth);
      editor.setDecorations(
        type,
        own.map((mark) => besideLine(document, mark)),
      );
    }
    const apart = there.filter(({ line }) => !hunks.some((hunk) => isIn(hunk, line)));
    editor.setDecorations(this.#hovers, [
      ...hunks.map((hunk) => {
        const [first, last] = linesOf(hunk);
        const issues = there.filter(({ line }) => isIn(hunk, line)).flatMap((one) => one.issues);
        return hoverAt(first, last, hoverText(issues, choiceOf(hunk)));
      }),
      ...apart.map(({ line, issues }) => hoverAt(line, line, hoverText(issues, undefined))),
    ]);
  }
}

function besideLine(document: vscode.TextDocument, mark: IssueMark): vscode.DecorationOptions {
  const { end } = document.lineAt(mark.line).range;
  const renderOptions = { after: { contentText: lineText(mark.issues) } };
  return { range: new vscode.Range(end, end), renderOptions };
}

function hoverAt(
  first: number,
  last: number,
  hoverMessage: vscode.MarkdownString,
): vscode.DecorationOptions {
  return { range: new vscode.Range(first, 0, last, Number.MAX_SAFE_INTEGER), hoverMessage };
}
