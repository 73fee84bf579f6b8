import * as vscode from 'vscode';
import { withSignal } from '../host/cancellation.ts';
import type { ExtensionServices } from '../host/services.ts';
import { type EditorProblem, ruleOf } from '../problems/editorProblem.ts';
import { DiagnosticsWaiter } from './diagnosticsWaiter.ts';

/** How a try to mend one problem in its own file ended. */
type Attempt = 'fixed' | 'taken back' | 'no quick fix';

function countLike(uri: vscode.Uri, problem: EditorProblem): number {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(
      (one) => ruleOf(one).key === problem.rule.key && one.message === problem.diagnostic.message,
    ).length;
}

/** The one fix that its extension recommends, when it touches this file only. */
async function preferredFix(problem: EditorProblem): Promise<vscode.WorkspaceEdit | undefined> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    ...[problem.uri, problem.diagnostic.range, vscode.CodeActionKind.QuickFix.value, 8],
  );
  return actions
    .filter(({ isPreferred, edit }) => isPreferred === true && edit !== undefined)
    .map(({ edit }) => edit)
    .find((edit) => edit?.entries().every(([uri]) => uri.toString() === problem.uri.toString()));
}

/** Applies one quick fix, and takes it back unless the language server then says that it helped. */
async function attempt(problem: EditorProblem, waiter: DiagnosticsWaiter): Promise<Attempt> {
  const edit = await preferredFix(problem);
  if (edit === undefined) return 'no quick fix';
  const document = await vscode.workspace.openTextDocument(problem.uri);
  const before = document.getText();
  const [likeBefore, allBefore] = [countLike(problem.uri, problem), countAll(problem.uri)];
  const fixed = waiter.until(
    problem.uri,
    () => countLike(problem.uri, problem) < likeBefore && countAll(problem.uri) < allBefore,
  );
  if (!(await vscode.workspace.applyEdit(edit))) return 'no quick fix';
  if (await fixed) return 'fixed';
  const restored = waiter.until(problem.uri, () => countLike(problem.uri, problem) === likeBefore);
  await replaceAll(document, before);
  await restored;
  return 'taken back';
}

function countAll(uri: vscode.Uri): number {
  return vscode.languages.getDiagnostics(uri).length;
}

async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  await vscode.workspace.applyEdit(edit);
}

/** Its problems one by one, each looked up anew, since an edit moves those below it. */
async function fixFile(
  services: ExtensionServices,
  uri: vscode.Uri,
  signal: AbortSignal,
): Promise<Attempt[]> {
  await vscode.workspace.openTextDocument(uri);
  const waiter = new DiagnosticsWaiter();
  const attempts: Attempt[] = [];
  const tried = new Set<string>();
  try {
    for (;;) {
      const problem = services.problems.file(uri)?.problems.find((one) => !tried.has(nameOf(one)));
      if (problem === undefined || signal.aborted) return attempts;
      const outcome = await attempt(problem, waiter);
      if (outcome !== 'fixed') tried.add(nameOf(problem));
      attempts.push(outcome);
    }
  } finally {
    waiter.dispose();
  }
}

function nameOf({ rule, diagnostic, lines }: EditorProblem): string {
  return JSON.stringify([rule.key, diagnostic.message, lines ?? diagnostic.range]);
}

/**
 * For folders without a repository: applies the quick fixes that extensions recommend, right in the
 * files, and keeps those that the language server is content with. Nothing is saved.
 */
export async function fixInPlace(services: ExtensionServices): Promise<void> {
  services.problems.readPending();
  const uris = [...services.problems.files().values()].map(({ uri }) => uri);
  const title = vscode.l10n.t('Fixing in place');
  const progress = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const attempts = await vscode.window.withProgress(progress, (_report, token) =>
    withSignal(token, async (signal) => {
      const all: Attempt[] = [];
      for (const uri of uris) all.push(...(await fixFile(services, uri, signal)));
      return all;
    }),
  );
  const fixed = attempts.filter((one) => one === 'fixed').length;
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Of {0} problems {1} are gone, as the language servers say. Nothing has been saved: look at it, and undo what you do not like.',
      ...[attempts.length, fixed],
    ),
  );
}
