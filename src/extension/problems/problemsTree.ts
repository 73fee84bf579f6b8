import type * as vscode from 'vscode';
import { Refresher } from '../trees/refresher.ts';
import type { EditorProblem } from './editorProblem.ts';
import type { ProblemIndex } from './problemIndex.ts';
import { ruleFileItem, ruleItem, singleProblemItem } from './problemItems.ts';
import {
  type ProblemNode,
  type RuleFileNode,
  type RuleNode,
  ruleFileNode,
  ruleNode,
  type SingleProblemNode,
  singleProblemNode,
} from './problemNode.ts';
import { summarizeRule } from './ruleSummary.ts';

/** The problems of the workspace: rules, their files, and each problem. */
export class ProblemsTree implements vscode.TreeDataProvider<ProblemNode>, vscode.Disposable {
  readonly #index: ProblemIndex;
  readonly #refresher = new Refresher<ProblemNode>();
  readonly #subscription: vscode.Disposable;
  readonly #rules = new Map<string, RuleNode>();
  /** The rules as they are shown, first to last. */
  #order: readonly string[] = [];

  readonly onDidChangeTreeData = this.#refresher.onDidRefresh;

  constructor(index: ProblemIndex) {
    this.#index = index;
    this.#subscription = index.onDidChange((rules) => this.#refresh(rules));
  }

  getChildren(node?: ProblemNode): ProblemNode[] {
    switch (node?.kind) {
      case undefined:
        return this.#ruleNodes();
      case 'rule':
        return this.#fileNodes(node);
      case 'file':
        return problemNodes(node);
      case 'problem':
        return [];
    }
  }

  getParent(node: ProblemNode): ProblemNode | undefined {
    switch (node.kind) {
      case 'rule':
        return undefined;
      case 'file':
        return node.rule;
      case 'problem':
        return node.file;
    }
  }

  getTreeItem(node: ProblemNode): vscode.TreeItem {
    switch (node.kind) {
      case 'rule':
        return this.#ruleItem(node);
      case 'file':
        return ruleFileItem(node);
      case 'problem':
        return singleProblemItem(node);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#refresher.dispose();
  }

  #ruleItem(node: RuleNode): vscode.TreeItem {
    const { rule } = node;
    const gone = { rule, files: new Map<string, readonly EditorProblem[]>(), count: 0 };
    return ruleItem(node, summarizeRule(this.#index.rule(rule.key) ?? gone));
  }

  #ruleNodes(): RuleNode[] {
    const rules = this.#index.rules();
    this.#order = rules.map(({ rule }) => rule.key);
    const nodes = rules.map(({ rule }) => this.#rules.get(rule.key) ?? ruleNode(rule));
    this.#rules.clear();
    for (const node of nodes) this.#rules.set(node.rule.key, node);
    return nodes;
  }

  #fileNodes(node: RuleNode): RuleFileNode[] {
    const files = [...(this.#index.rule(node.rule.key)?.files ?? [])];
    files.sort(([one], [other]) => (one < other ? -1 : 1));
    return files.flatMap(([, problems]) => {
      const [first] = problems;
      return first === undefined ? [] : [ruleFileNode(node, first.uri, problems)];
    });
  }

  #refresh(rules: ReadonlySet<string>): void {
    const order = this.#index.rules().map(({ rule }) => rule.key);
    if (order.join('\n') !== this.#order.join('\n')) {
      this.#refresher.refreshAll();
      return;
    }
    for (const key of rules) {
      const node = this.#rules.get(key);
      if (node !== undefined) this.#refresher.refresh(node);
    }
  }
}

function problemNodes(file: RuleFileNode): SingleProblemNode[] {
  const inOrder = [...file.problems].sort((one, other) =>
    one.diagnostic.range.start.compareTo(other.diagnostic.range.start),
  );
  return inOrder.map((problem, index) => singleProblemNode(file, problem, index));
}
