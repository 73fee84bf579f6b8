import type * as vscode from 'vscode';
import type { EditorProblem, Rule } from './editorProblem.ts';
import type { GroupTarget } from './groupTarget.ts';

export interface RuleNode extends GroupTarget {
  readonly kind: 'rule';
  readonly rule: Rule;
}

/** The problems of one rule in one file. */
export interface RuleFileNode extends GroupTarget {
  readonly kind: 'file';
  readonly rule: RuleNode;
  readonly uri: vscode.Uri;
  readonly problems: readonly EditorProblem[];
}

export interface SingleProblemNode extends GroupTarget {
  readonly kind: 'problem';
  readonly file: RuleFileNode;
  readonly problem: EditorProblem;
  /** Its place among the problems of its rule in its file. */
  readonly index: number;
}

export type ProblemNode = RuleNode | RuleFileNode | SingleProblemNode;

export function ruleNode(rule: Rule): RuleNode {
  return { kind: 'rule', rule, scope: { kind: 'rule', rule: rule.key } };
}

export function ruleFileNode(
  rule: RuleNode,
  uri: vscode.Uri,
  problems: readonly EditorProblem[],
): RuleFileNode {
  const scope = { kind: 'rule', rule: rule.rule.key, uri } as const;
  return { kind: 'file', rule, uri, problems, scope };
}

export function singleProblemNode(
  file: RuleFileNode,
  problem: EditorProblem,
  index: number,
): SingleProblemNode {
  const { uri, diagnostic } = problem;
  const scope = { kind: 'problems', problems: [{ uri, diagnostic }] } as const;
  return { kind: 'problem', file, problem, index, scope };
}

/** Stays the same however often the tree is built anew, so that what is folded out stays so. */
export function nodeId(node: ProblemNode): string {
  switch (node.kind) {
    case 'rule':
      return `rule:${node.rule.key}`;
    case 'file':
      return `${nodeId(node.rule)}|${node.uri}`;
    case 'problem':
      return `${nodeId(node.file)}|${node.index}`;
  }
}
