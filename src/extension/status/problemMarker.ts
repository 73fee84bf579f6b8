import * as vscode from 'vscode';
import type { ExtensionServices } from '../host/services.ts';
import { ruleOf } from '../problems/editorProblem.ts';
import { RepositoryPaths } from '../session/repositoryPaths.ts';
import type { Sessions } from '../session/sessions.ts';
import { type HeldIssue, heldIssuesIn, type IsStillReported } from './heldIssue.ts';
import { placeMarks, type ShownProblem } from './placeMarks.ts';

/** A problem of a task, where the editor shows it now. */
export interface PlacedMark {
  readonly mark: HeldIssue;
  readonly range: vscode.Range;
}

interface ShownDiagnostic extends ShownProblem {
  readonly range: vscode.Range;
}

function shownIn(document: vscode.TextDocument): ShownDiagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).map((diagnostic) => {
    const { range, message } = diagnostic;
    const { source, code } = ruleOf(diagnostic);
    const line = Math.min(range.start.line, document.lineCount - 1);
    return { range, source, code, message, line: line + 1, lineText: document.lineAt(line).text };
  });
}

/** Knows which problems in the open documents are those of our tasks. */
export class ProblemMarker {
  readonly #sessions: Sessions;
  readonly #isStillReported: IsStillReported;
  /** By the root of each repository. */
  readonly #paths = new Map<string, RepositoryPaths>();

  constructor({
    sessions,
    editorVerdicts,
  }: Pick<ExtensionServices, 'sessions' | 'editorVerdicts'>) {
    this.#sessions = sessions;
    this.#isStillReported = (task, id) => editorVerdicts.isStillReported(task, id);
  }

  /** In the order of the problems' lines. */
  marksIn(document: vscode.TextDocument): readonly PlacedMark[] {
    const held = this.#heldIn(document.uri.fsPath);
    if (held.length === 0) return [];
    return placeMarks(held, shownIn(document))
      .map(([mark, { range }]) => ({ mark, range }))
      .sort((one, other) => one.range.start.compareTo(other.range.start));
  }

  #heldIn(path: string): readonly HeldIssue[] {
    return this.#sessions.all().flatMap((session) => {
      const { root } = session;
      const paths = this.#paths.get(root) ?? new RepositoryPaths(root);
      this.#paths.set(root, paths);
      return heldIssuesIn(session, paths.of(path), this.#isStillReported);
    });
  }
}
