import { deepEqual, equal, match, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import { joinScopes } from '../../../src/extension/problems/joinScopes.ts';
import { ProblemIndex } from '../../../src/extension/problems/problemIndex.ts';
import type { ProblemNode } from '../../../src/extension/problems/problemNode.ts';
import { ProblemsTree } from '../../../src/extension/problems/problemsTree.ts';
import { SettingsReader } from '../../../src/extension/settings/settingsReader.ts';
import { diagnosticsOf } from '../support/diagnostics.ts';
import { refreshed } from '../support/refreshed.ts';
import { openWorkspaceFile, workspaceUri } from '../support/workspaceFiles.ts';

const path = 'src/pricing/quote.ts';

describe('the tree of problems', () => {
  let settings: SettingsReader;
  let index: ProblemIndex;
  let tree: ProblemsTree;
  let document: vscode.TextDocument;

  const labelOf = (node: ProblemNode) => tree.getTreeItem(node).label;

  function rule(name: string): ProblemNode {
    const found = tree.getChildren().find((node) => labelOf(node) === name);
    ok(found, `no rule ${name}`);
    return found;
  }

  /** The first node below, and the first one below that. */
  function firstBelow(name: string): readonly [ProblemNode, ProblemNode] {
    const [file] = tree.getChildren(rule(name));
    ok(file);
    const [problem] = tree.getChildren(file);
    ok(problem);
    return [file, problem];
  }

  before(async () => {
    document = await openWorkspaceFile(path);
    await diagnosticsOf(document.uri, (found) => found.some(({ code }) => code === 18048));
    settings = new SettingsReader();
    index = new ProblemIndex(settings);
    tree = new ProblemsTree(index);
    await index.readPending();
  });

  after(() => {
    tree.dispose();
    index.dispose();
    settings.dispose();
  });

  it("has the rules of TypeScript's problems, with counts, severity and what they say", () => {
    const item = tree.getTreeItem(rule('ts(18048)'));
    match(String(item.description), /^\d+ in \d+ files? · '.+' is possibly '.+'\.$/);
    equal(item.contextValue, 'rule');
    ok(item.iconPath instanceof vscode.ThemeIcon);
    equal(item.iconPath.id, 'error');
    match(item.accessibilityInformation?.label ?? '', /^ts\(18048\), error, \d+ in/);
  });

  it('has the files below a rule, and the problems below a file', () => {
    const [file, problem] = firstBelow('ts(18048)');
    const item = tree.getTreeItem(file);
    equal(item.resourceUri?.path, document.uri.path);
    match(String(item.description), /^src\/pricing · \d+ problems?$/);
    match(String(labelOf(problem)), /is possibly 'undefined'/);
    match(String(tree.getTreeItem(problem).description), /^line \d+$/);
    equal(tree.getParent(problem), file);
    deepEqual(tree.getParent(file), rule('ts(18048)'));
  });

  it('opens the place of a problem', async () => {
    const [, problem] = firstBelow('ts(18048)');
    ok(problem.kind === 'problem');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const { command } = tree.getTreeItem(problem);
    ok(command);
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    const editor = vscode.window.activeTextEditor;
    equal(editor?.document.uri.toString(), document.uri.toString());
    ok(editor?.selection.isEqual(problem.problem.diagnostic.range));
  });

  it('says of each node which problems are meant', () => {
    const [file, problem] = firstBelow('ts(18048)');
    deepEqual(rule('ts(18048)').scope, { kind: 'rule', rule: 'ts(18048)' });
    ok(file.scope.kind === 'rule');
    equal(file.scope.rule, 'ts(18048)');
    equal(file.scope.uri?.toString(), document.uri.toString());
    ok(problem.scope.kind === 'problems');
    equal(problem.scope.problems.length, 1);
    equal(joinScopes([file], index), file.scope);
  });

  it('takes each problem once when a rule and what is below it are selected', () => {
    const [file, problem] = firstBelow('ts(18048)');
    const joined = joinScopes([problem, rule('ts(18048)'), file], index);
    ok(joined.kind === 'problems');
    equal(joined.problems.length, index.rule('ts(18048)')?.count);
  });

  it('shows new problems by themselves', async () => {
    const isThere = () => tree.getChildren().some((node) => labelOf(node) === 'ts(2322)');
    equal(isThere(), false);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "export const wrong: number = 'text';\n");
    await vscode.workspace.applyEdit(edit);
    while (!isThere()) await refreshed(tree);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});

/** All files of a rule, from page to page. */
function filesBelow(tree: ProblemsTree, node: ProblemNode | undefined): string[] {
  return tree.getChildren(node).flatMap((child) => {
    if (child.kind === 'more') return filesBelow(tree, child);
    return child.kind === 'file' ? [child.uri.toString()] : [];
  });
}

describe('the tree of ten thousand problems', () => {
  it('folds out a rule page by page, and shows it alone anew', async () => {
    const settings = new SettingsReader();
    const index = new ProblemIndex(settings);
    const tree = new ProblemsTree(index);
    const many = vscode.languages.createDiagnosticCollection('many');
    const range = new vscode.Range(1, 0, 1, 5);
    const diagnosticAt = (message: string): vscode.Diagnostic => {
      const diagnostic = new vscode.Diagnostic(range, message);
      return Object.assign(diagnostic, { source: 'many', code: 'loud' });
    };
    const uris = Array.from({ length: 5_000 }, (_, number) =>
      workspaceUri(`src/many${number % 70}/file${number}.ts`),
    );
    const report = (uri: vscode.Uri): void => {
      many.set(uri, [diagnosticAt("'a' is loud"), diagnosticAt("'b' is loud")]);
    };
    many.set(uris.map((uri) => [uri, [diagnosticAt("'a' is loud"), diagnosticAt("'b' is loud")]]));
    index.start();
    while (index.rule('many(loud)')?.count !== 10_000) {
      await new Promise((resolve) => {
        const subscription = index.onDidChange(() => resolve(subscription.dispose()));
      });
    }
    const rule = tree
      .getChildren()
      .find((node) => node.kind === 'rule' && node.rule.source === 'many');
    const files = tree.getChildren(rule);
    const more = files.at(-1);
    ok(more?.kind === 'more');
    equal(tree.getTreeItem(more).label, '4500 more files');
    equal(more.scope.kind === 'problems' && more.scope.problems.length, 9_000);
    equal(tree.getParent(tree.getChildren(more)[0] ?? more), more);
    const paths = filesBelow(tree, rule);
    equal(paths.length, 5_000);
    deepEqual(paths, [...new Set(paths)].sort());
    const [first] = uris;
    ok(first && rule);
    let changed: readonly ProblemNode[] | undefined;
    while (changed === undefined) {
      // Other problems may come meanwhile, and put the rules in another order.
      tree.getChildren();
      const again = refreshed(tree);
      report(first);
      changed = await again;
    }
    ok(changed.includes(rule));
    many.dispose();
    tree.dispose();
    index.dispose();
    settings.dispose();
  });
});
