import { deepEqual, equal, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsOf } from '../support/diagnostics.ts';
import { openWorkspaceFile } from '../support/workspaceFiles.ts';

function ours(actions: readonly vscode.CodeAction[]): vscode.CodeAction[] {
  return actions.filter(({ command }) => command?.command.startsWith('swarmAutofix.') === true);
}

async function actionsAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    ...[document.uri, range, kind?.value],
  );
  return ours(actions);
}

/** A rule that several problems of one file break, and one of those problems. */
async function repeatedProblem(document: vscode.TextDocument) {
  const diagnostics = await diagnosticsOf(document.uri, (all) => all.length > 2);
  for (const one of diagnostics) {
    const same = diagnostics.filter(({ code }) => code === one.code);
    if (same.length > 1) return { one, count: same.length };
  }
  throw new Error(`No rule is broken twice in ${document.uri.fsPath}.`);
}

describe('the light bulb', () => {
  let document: vscode.TextDocument;

  before(async () => {
    document = await openWorkspaceFile('src/http/handlers.ts');
  });

  it('offers the swarm at a problem, first of all of its own', async () => {
    const { one } = await repeatedProblem(document);
    const [first] = await actionsAt(document, one.range);
    equal(first?.title, 'Fix with swarm');
    equal(first.command?.command, 'swarmAutofix.fixProblems');
  });

  it('offers all problems of the rule in the file, with their number', async () => {
    const { one, count } = await repeatedProblem(document);
    const titles = (await actionsAt(document, one.range)).map(({ title }) => title);
    ok(
      titles.some((title) => title.includes(`all ${count} of ts(${one.code})`)),
      titles.join('\n'),
    );
  });

  it('is never preferred', async () => {
    const { one } = await repeatedProblem(document);
    const actions = await actionsAt(document, one.range);
    ok(actions.length > 0);
    deepEqual(
      actions.filter(({ isPreferred }) => isPreferred),
      [],
    );
  });

  it('keeps out of refactorings', async () => {
    const { one } = await repeatedProblem(document);
    deepEqual(await actionsAt(document, one.range, vscode.CodeActionKind.Refactor), []);
  });

  it('offers nothing where there is no problem', async () => {
    deepEqual(await actionsAt(document, new vscode.Range(0, 0, 0, 0)), []);
  });
});
