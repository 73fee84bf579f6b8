import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import { withSignal } from '../host/cancellation.ts';
import type { ExtensionServices } from '../host/services.ts';
import { type EditorProblem, ruleOf } from '../problems/editorProblem.ts';
import type { ProblemIndex } from '../problems/problemIndex.ts';
import { refuseUntrusted } from '../session/refuseUntrusted.ts';
import { DiagnosticsWaiter } from './diagnosticsWaiter.ts';

/** How a try to mend one problem in its own file ended. */
type Attempt = 'fixed' | 'taken back' | 'no quick fix' | 'edited meanwhile';

/** So many of the offered actions are completed with their edits. */
const resolvedAtMost = 8;

function countLike(uri: vscode.Uri, problem: EditorProblem): number {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(
      (one) => ruleOf(one).key === problem.rule.key && one.message === problem.diagnostic.message,
    ).length;
}

function countAll(uri: vscode.Uri): number {
  return vscode.languages.getDiagnostics(uri).length;
}

/** Files that are made, renamed or removed are counted, but not listed. */
function isOnlyIn(edit: vscode.WorkspaceEdit, uri: vscode.Uri): boolean {
  const entries = edit.entries();
  const isText = entries.length > 0 && entries.length === edit.size;
  return isText && entries.every(([one]) => one.toString() === uri.toString());
}

/** The one fix that its extension recommends, when it touches this file only. */
async function preferredFix({
  uri,
  diagnostic,
}: EditorProblem): Promise<vscode.WorkspaceEdit | undefined> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    ...[uri, diagnostic.range, vscode.CodeActionKind.QuickFix.value, resolvedAtMost],
  );
  return actions
    .filter(({ isPreferred }) => isPreferred === true)
    .map(({ edit }) => edit)
    .find((edit) => edit !== undefined && isOnlyIn(edit, uri));
}

/** Applies one quick fix, and takes it back unless the language server then says that it helped. */
async function attempt(problem: EditorProblem, waiter: DiagnosticsWaiter): Promise<Attempt> {
  const { uri } = problem;
  const edit = await preferredFix(problem);
  if (edit === undefined) return 'no quick fix';
  const document = await vscode.workspace.openTextDocument(uri);
  const before = document.getText();
  const [likeBefore, allBefore] = [countLike(uri, problem), countAll(uri)];
  const fixed = waiter.until(
    uri,
    () => countLike(uri, problem) < likeBefore && countAll(uri) < allBefore,
  );
  if (!(await vscode.workspace.applyEdit(edit))) return 'no quick fix';
  const { version } = document;
  if (await fixed) return 'fixed';
  // What somebody has typed since stays: the edit that did not help is theirs to undo.
  if (document.version !== version) return 'edited meanwhile';
  const restored = waiter.until(uri, () => countLike(uri, problem) === likeBefore);
  await replaceAll(document, before);
  await restored;
  return 'taken back';
}

async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  await vscode.workspace.applyEdit(edit);
}

/** Its problems one by one, each looked up anew, since an edit moves those below it. */
async function fixFile(
  problems: ProblemIndex,
  uri: vscode.Uri,
  signal: AbortSignal,
): Promise<void> {
  await vscode.workspace.openTextDocument(uri);
  const waiter = new DiagnosticsWaiter();
  const stopWaiting = (): void => waiter.dispose();
  signal.addEventListener('abort', stopWaiting, { once: true });
  const tried = new Set<string>();
  try {
    for (;;) {
      const problem = problems.file(uri)?.problems.find((one) => !tried.has(nameOf(one)));
      if (problem === undefined || signal.aborted) return;
      const outcome = await attempt(problem, waiter);
      if (outcome === 'edited meanwhile') return;
      if (outcome !== 'fixed') tried.add(nameOf(problem));
    }
  } finally {
    signal.removeEventListener('abort', stopWaiting);
    waiter.dispose();
  }
}

function nameOf({ rule, diagnostic, lines }: EditorProblem): string {
  return JSON.stringify([rule.key, diagnostic.message, lines ?? diagnostic.range]);
}

function countIn(problems: ProblemIndex, uris: readonly vscode.Uri[]): number {
  return uris.reduce((sum, uri) => sum + (problems.file(uri)?.problems.length ?? 0), 0);
}

/** The files with problems that no run can fix, since their folders are in no repository. */
async function filesWithout({ problems, sessions }: ExtensionServices): Promise<vscode.Uri[]> {
  const folders = await sessions.foldersWithout();
  const names = new Set(folders.map(({ uri }) => uri.toString()));
  await problems.readPending();
  return [...problems.files().values()]
    .map(({ uri }) => uri)
    .filter((uri) => names.has(vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() ?? ''));
}

async function fixFiles(problems: ProblemIndex, uris: readonly vscode.Uri[]): Promise<void> {
  const title = vscode.l10n.t('Fixing in place');
  const progress = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  await vscode.window.withProgress(progress, (report, token) =>
    withSignal(token, async (signal) => {
      for (const uri of uris) {
        report.report({ message: vscode.workspace.asRelativePath(uri) });
        await fixFile(problems, uri, signal);
      }
    }),
  );
}

/**
 * For folders without a repository: applies the quick fixes that extensions recommend, right in the
 * files, and keeps those that the language server is content with. Nothing is saved.
 * @throws {SwarmError} `usage` when there is nothing to fix there.
 */
export async function fixInPlace(services: ExtensionServices): Promise<void> {
  refuseUntrusted();
  const { problems } = services;
  const uris = await filesWithout(services);
  const before = countIn(problems, uris);
  if (before === 0) {
    throw new SwarmError(
      'usage',
      vscode.l10n.t(
        'No problems are known in folders without a repository. The editor knows those of open files only.',
      ),
    );
  }
  await fixFiles(problems, uris);
  const gone = Math.max(0, before - countIn(problems, uris));
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Of {0} problems {1} are gone, as the language servers say. Nothing has been saved: look at it, and undo what you do not like.',
      ...[before, gone],
    ),
  );
}
