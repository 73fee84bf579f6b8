import { join } from 'node:path';
import * as vscode from 'vscode';
import { hashText } from '../../core/base/textHash.ts';
import type { EditorFixProvider } from '../../core/manager/editorFixes.ts';
import type { EditorEdit, EditorFix } from '../../core/protocol/editorFix.ts';
import type { Issue } from '../../core/protocol/issue.ts';
import { RepositoryPaths } from '../session/repositoryPaths.ts';
import { textRangeOf } from './textRange.ts';

/** So many of the offered actions are completed with their edits. */
const resolvedAtMost = 8;

function rangeOf({ range }: Issue): vscode.Range {
  const { line, column, endLine, endColumn } = range;
  return new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}

/** The edits of an action, or undefined when it does something that is no edit of text. */
function editsOf(edit: vscode.WorkspaceEdit, paths: RepositoryPaths): EditorEdit[] | undefined {
  const entries = edit.entries();
  // Files that are made, renamed or removed are counted, but not listed.
  if (entries.length === 0 || entries.length !== edit.size) return undefined;
  if (entries.some(([uri]) => uri.scheme !== 'file')) return undefined;
  return entries.flatMap(([uri, edits]) =>
    edits.map(({ range, newText }) => ({
      file: paths.of(uri.fsPath),
      range: textRangeOf(range),
      newText,
    })),
  );
}

async function hashesOf(edit: vscode.WorkspaceEdit, paths: RepositoryPaths) {
  const hashes: Record<string, string> = {};
  for (const [uri] of edit.entries()) {
    const document = await vscode.workspace.openTextDocument(uri);
    hashes[paths.of(uri.fsPath)] = hashText(document.getText());
  }
  return hashes;
}

async function fixesFor(issue: Issue, root: string, paths: RepositoryPaths): Promise<EditorFix[]> {
  const uri = vscode.Uri.file(join(root, issue.file));
  await vscode.workspace.openTextDocument(uri);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    ...[uri, rangeOf(issue), vscode.CodeActionKind.QuickFix.value, resolvedAtMost],
  );
  const fixes: EditorFix[] = [];
  for (const action of actions) {
    const edits = action.edit && editsOf(action.edit, paths);
    if (action.edit === undefined || edits === undefined) continue;
    const textHashes = await hashesOf(action.edit, paths);
    const { title, isPreferred = false } = action;
    fixes.push({ issueId: issue.id, title, isPreferred, edits, textHashes });
  }
  return fixes;
}

/** The quick fixes of all extensions that the user has, for the issues of one repository. */
export function createEditorFixes(root: string): EditorFixProvider {
  const paths = new RepositoryPaths(root);
  return async (_task, issues, signal) => {
    const fixes: EditorFix[] = [];
    for (const issue of issues) {
      if (signal.aborted) break;
      fixes.push(...(await fixesFor(issue, root, paths)));
    }
    return fixes;
  };
}
