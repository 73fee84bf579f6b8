import * as vscode from 'vscode';
import { groupBy } from '../../core/base/groupBy.ts';
import { checkedOutFile } from '../../core/git/checkedOutFile.ts';
import type { Repository } from '../../core/git/repository.ts';
import type { Issue } from '../../core/protocol/issue.ts';
import { ruleOf } from '../problems/editorProblem.ts';
import type { ChosenFix } from './chosenFixes.ts';
import { claimedIssues } from './claimedIssues.ts';
import { type ReportedProblem, stillReported } from './stillReported.ts';

/** A fix that is merged, in its repository. */
export interface MergedFix extends Pick<ChosenFix, 'reference' | 'request'> {
  readonly session: { readonly swarm: { readonly repository: Pick<Repository, 'git'> } };
}

/** A fix that was merged, with those of its issues in one file that are said to be gone. */
interface Watched {
  readonly fix: MergedFix;
  readonly issues: readonly Issue[];
}

/** A problem that is still there, and where. */
interface FoundProblem {
  readonly fix: MergedFix;
  readonly issueId: string;
  readonly place: vscode.Location;
}

function toProblem(diagnostic: vscode.Diagnostic): ReportedProblem {
  const { source, code } = ruleOf(diagnostic);
  return { source, code, message: diagnostic.message, line: diagnostic.range.start.line + 1 };
}

/** The text that the issues of a fix were found in. */
async function textBefore({ session, request }: MergedFix, path: string, uri: vscode.Uri) {
  const parent = request.task.result?.parent;
  if (parent === undefined) return undefined;
  const bytes = await checkedOutFile(session.swarm.repository.git, parent, path);
  return bytes && vscode.workspace.decode(bytes, { uri });
}

/** The files of a merge, and which of their problems the editor still reports. */
export class WatchedFiles {
  readonly #byFile: ReadonlyMap<string, readonly Watched[]>;
  readonly #found = new Map<string, readonly FoundProblem[]>();

  /** @param fixes those that have been merged. */
  constructor(fixes: readonly MergedFix[]) {
    const watched = fixes.flatMap((fix) => {
      const byFile = groupBy(claimedIssues(fix.request), ({ file }) => file);
      return [...byFile].map(([file, issues]) => ({ file, fix, issues }));
    });
    this.#byFile = groupBy(watched, ({ file }) => file);
  }

  /** How many problems are said to be gone. */
  get count(): number {
    const all = [...this.#byFile.values()].flat();
    return all.reduce((sum, { issues }) => sum + issues.length, 0);
  }

  /** All that have been found by now. */
  get found(): readonly FoundProblem[] {
    return [...this.#found.values()].flat();
  }

  has(path: string): boolean {
    return this.#byFile.has(path);
  }

  hasFoundIn(path: string): boolean {
    return this.#found.has(path);
  }

  /** The fixes that are said to have mended something in a file. */
  fixesOf(path: string): readonly MergedFix[] {
    return (this.#byFile.get(path) ?? []).map(({ fix }) => fix);
  }

  /** The ids of those issues of a fix that are still reported. */
  foundOf(fix: MergedFix): ReadonlySet<string> {
    return new Set(this.found.filter((one) => one.fix === fix).map(({ issueId }) => issueId));
  }

  /** Compares anew what is said of a file. */
  async look(
    path: string,
    document: vscode.TextDocument,
    diagnostics: readonly vscode.Diagnostic[],
  ): Promise<void> {
    const { uri } = document;
    const after = document.getText();
    const problems = diagnostics.map(toProblem);
    const found: FoundProblem[] = [];
    for (const { fix, issues } of this.#byFile.get(path) ?? []) {
      const before = await textBefore(fix, path, uri);
      for (const [issueId, { line }] of stillReported(issues, problems, { before, after })) {
        const place = new vscode.Location(uri, new vscode.Position(line - 1, 0));
        found.push({ fix, issueId, place });
      }
    }
    if (found.length === 0) this.#found.delete(path);
    else this.#found.set(path, found);
  }
}
