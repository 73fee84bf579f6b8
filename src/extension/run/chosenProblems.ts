import type * as vscode from 'vscode';
import { inTurns } from '../../core/base/inTurns.ts';
import { type EditorProblem, isStillTrue, ruleOf, severityOf } from '../problems/editorProblem.ts';
import { openDocument, type ProblemIndex } from '../problems/problemIndex.ts';
import type { FixScope } from './fixScope.ts';

/** A problem, and since when it is known; for a file that is open, that is no matter. */
export interface ChosenProblem extends EditorProblem {
  readonly receivedAt: number | undefined;
}

/** The problems that a scope means, as far as they are still true. */
export interface ChosenProblems {
  readonly problems: readonly ChosenProblem[];
  /** How many were left out because the text that they are about has been edited since. */
  readonly stale: number;
}

function isBelow(folder: vscode.Uri, uri: vscode.Uri): boolean {
  return uri.path === folder.path || uri.path.startsWith(`${folder.path}/`);
}

function isMeant(problem: EditorProblem, scope: FixScope): boolean {
  switch (scope.kind) {
    case 'workspace':
      return true;
    case 'errors':
      return problem.severity === 'error';
    case 'folder':
      return isBelow(scope.uri, problem.uri);
    case 'places':
      return scope.uris.some((uri) => isBelow(uri, problem.uri));
    case 'file':
      return problem.uri.toString() === scope.uri.toString();
    case 'rule':
      return (
        problem.rule.key === scope.rule &&
        (scope.uri === undefined || problem.uri.toString() === scope.uri.toString())
      );
    case 'problems':
      return scope.problems.some((one) => isSame(one.diagnostic, problem));
  }
}

function isSame(one: vscode.Diagnostic, { diagnostic: other, rule }: EditorProblem): boolean {
  return (
    one.range.isEqual(other.range) && one.message === other.message && ruleOf(one).key === rule.key
  );
}

/** Those that somebody pointed at are meant even when the settings hide such ones. */
function pointedAt(scope: Extract<FixScope, { kind: 'problems' }>): ChosenProblem[] {
  return scope.problems.map(({ uri, diagnostic }) => ({
    uri,
    diagnostic,
    rule: ruleOf(diagnostic),
    severity: severityOf(diagnostic),
    lines: undefined,
    receivedAt: undefined,
  }));
}

/** Looks up what a scope means right now. */
export async function chooseProblems(
  index: ProblemIndex,
  scope: FixScope,
): Promise<ChosenProblems> {
  if (scope.kind === 'problems') return { problems: pointedAt(scope), stale: 0 };
  await index.readPending();
  const problems: ChosenProblem[] = [];
  let stale = 0;
  await inTurns([...index.files().values()], (file) => {
    const document = openDocument(file.uri);
    const meant = file.problems.filter((problem) => isMeant(problem, scope));
    const good = meant.filter((problem) => isStillTrue(file, problem, document));
    stale += meant.length - good.length;
    const receivedAt = document === undefined ? file.receivedAt : undefined;
    problems.push(...good.map((problem) => ({ ...problem, receivedAt })));
  });
  return { problems, stale };
}

/** The files and folders that a scope lies in; undefined when it is about all of the workspace. */
export function placesOf(scope: FixScope): readonly vscode.Uri[] | undefined {
  switch (scope.kind) {
    case 'workspace':
    case 'errors':
      return undefined;
    case 'problems':
      return scope.problems.length === 0 ? undefined : scope.problems.map(({ uri }) => uri);
    case 'places':
      return scope.uris;
    default:
      return scope.uri && [scope.uri];
  }
}
