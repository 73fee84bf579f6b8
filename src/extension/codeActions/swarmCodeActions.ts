import * as vscode from 'vscode';
import type { CommandId } from '../commands/commandMap.ts';
import type { Contribution } from '../host/contribution.ts';
import { ruleOf } from '../problems/editorProblem.ts';
import type { ProblemIndex } from '../problems/problemIndex.ts';
import type { FixScope } from '../run/fixScope.ts';

const kind = vscode.CodeActionKind.QuickFix.append('swarmAutofix');

const command: CommandId = 'swarmAutofix.fixProblems';

function createAction(
  title: string,
  scope: FixScope,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  action.diagnostics = [...diagnostics];
  action.command = { title, command, arguments: [scope] };
  return action;
}

/** One diagnostic of each rule: with several of a rule, one offer is enough. */
function oneOfEachRule(diagnostics: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
  return [...new Map(diagnostics.map((one) => [ruleOf(one).key, one])).values()];
}

/** Offers the swarm at every diagnostic, in the editor and in the Problems panel. */
class SwarmCodeActionProvider implements vscode.CodeActionProvider {
  readonly #problems: ProblemIndex;

  constructor(problems: ProblemIndex) {
    this.#problems = problems;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { only, diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const isAskedFor = only === undefined || only.contains(kind);
    if (!isAskedFor || diagnostics.length === 0 || !vscode.workspace.isTrusted) return [];
    return oneOfEachRule(diagnostics).flatMap((one) =>
      this.#actionsFor(document.uri, one, diagnostics),
    );
  }

  #actionsFor(
    uri: vscode.Uri,
    diagnostic: vscode.Diagnostic,
    all: readonly vscode.Diagnostic[],
  ): vscode.CodeAction[] {
    const { key } = ruleOf(diagnostic);
    const here = all.filter((one) => ruleOf(one).key === key);
    const single = createAction(
      vscode.l10n.t('Fix with swarm'),
      { kind: 'problems', problems: here.map((one) => ({ uri, diagnostic: one })) },
      here,
    );
    const inFile = this.#problems.file(uri)?.problems.filter(({ rule }) => rule.key === key);
    const fileCount = inFile?.length ?? 0;
    const total = this.#problems.rule(key)?.count ?? 0;
    const offers = [single];
    if (fileCount > 1) {
      const title = vscode.l10n.t('Fix all {0} of {1} in this file with swarm', fileCount, key);
      offers.push(createAction(title, { kind: 'rule', rule: key, uri }, here));
    }
    if (total > fileCount) {
      const title = vscode.l10n.t('Fix all {0} of {1} in the workspace with swarm', total, key);
      offers.push(createAction(title, { kind: 'rule', rule: key }, here));
    }
    return offers;
  }
}

export const swarmCodeActions: Contribution = {
  name: 'code actions',
  register: ({ problems }) =>
    vscode.languages.registerCodeActionsProvider(
      { scheme: 'file' },
      new SwarmCodeActionProvider(problems),
      { providedCodeActionKinds: [kind] },
    ),
};
