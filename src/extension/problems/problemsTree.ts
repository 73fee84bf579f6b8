import type * as vscode from 'vscode';
import { pageOf } from '../trees/page.ts';
import { Refresher } from '../trees/refresher.ts';
import type { EditorProblem } from './editorProblem.ts';
import type { ProblemIndex } from './problemIndex.ts';
import {
  moreFilesItem,
  ruleFileItem,
  ruleItem,
  ruleTooltip,
  singleProblemItem,
} from './problemItems.ts';
import {
  type MoreFilesNode,
  moreFilesNode,
  type ProblemNode,
  type RuleFileNode,
  type RuleNode,
  ruleAbove,
  ruleFileNode,
  ruleNode,
  type SingleProblemNode,
  singleProblemNode,
} from './problemNode.ts';
import { type RuleSummary, summarizeRule } from './ruleSummary.ts';

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
      case 'more':
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
      case 'more':
      case 'file':
        return node.parent;
      case 'problem':
        return node.file;
    }
  }

  getTreeItem(node: ProblemNode): vscode.TreeItem {
    switch (node.kind) {
      case 'rule':
        return ruleItem(node, this.#summaryOf(node));
      case 'more':
        return moreFilesItem(node);
      case 'file':
        return ruleFileItem(node);
      case 'problem':
        return singleProblemItem(node);
    }
  }

  resolveTreeItem(item: vscode.TreeItem, node: ProblemNode): vscode.TreeItem {
    if (node.kind === 'rule') item.tooltip = ruleTooltip(node, this.#summaryOf(node));
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#refresher.dispose();
  }

  #summaryOf({ rule }: RuleNode): RuleSummary {
    const gone = { rule, files: new Map<string, readonly EditorProblem[]>(), count: 0 };
    return summarizeRule(this.#index.rule(rule.key) ?? gone);
  }

  #ruleNodes(): RuleNode[] {
    const rules = this.#index.rules();
    this.#order = rules.map(({ rule }) => rule.key);
    const nodes = rules.map(({ rule }) => this.#rules.get(rule.key) ?? ruleNode(rule));
    this.#rules.clear();
    for (const node of nodes) this.#rules.set(node.rule.key, node);
    return nodes;
  }

  /** By their paths, a page at a time. */
  #fileNodes(parent: RuleNode | MoreFilesNode): (RuleFileNode | MoreFilesNode)[] {
    const { key } = ruleAbove(parent).rule;
    const files = [...(this.#index.rule(key)?.files ?? [])];
    files.sort(([one], [other]) => (one < other ? -1 : 1));
    const { rows, end, rest } = pageOf(files, parent.kind === 'more' ? parent.start : 0);
    const shown = rows.flatMap(([, problems]) => {
      const [first] = problems;
      return first === undefined ? [] : [ruleFileNode(parent, first.uri, problems)];
    });
    if (rest.length === 0) return shown;
    const others = rest.map(([, problems]) => problems);
    return [...shown, moreFilesNode(parent, end, others)];
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
