import type * as vscode from 'vscode';
import type { EditorProblem, Rule } from './editorProblem.ts';
import type { GroupTarget } from './groupTarget.ts';

export interface RuleNode extends GroupTarget {
  readonly kind: 'rule';
  readonly rule: Rule;
}

/** Stands for the files of a rule that come after those that are shown. */
export interface MoreFilesNode extends GroupTarget {
  readonly kind: 'more';
  readonly rule: RuleNode;
  readonly parent: RuleNode | MoreFilesNode;
  /** How many files come before it, and how many it stands for. */
  readonly start: number;
  readonly count: number;
}

/** The problems of one rule in one file. */
export interface RuleFileNode extends GroupTarget {
  readonly kind: 'file';
  readonly rule: RuleNode;
  readonly parent: RuleNode | MoreFilesNode;
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

export type ProblemNode = RuleNode | MoreFilesNode | RuleFileNode | SingleProblemNode;

export function ruleNode(rule: Rule): RuleNode {
  return { kind: 'rule', rule, scope: { kind: 'rule', rule: rule.key } };
}

/** The rule that a node with files below it is about. */
export function ruleAbove(node: RuleNode | MoreFilesNode): RuleNode {
  return node.kind === 'more' ? node.rule : node;
}

export function ruleFileNode(
  parent: RuleNode | MoreFilesNode,
  uri: vscode.Uri,
  problems: readonly EditorProblem[],
): RuleFileNode {
  const rule = ruleAbove(parent);
  const scope = { kind: 'rule', rule: rule.rule.key, uri } as const;
  return { kind: 'file', rule, parent, uri, problems, scope };
}

/** @param files the problems of each of the files. */
export function moreFilesNode(
  parent: RuleNode | MoreFilesNode,
  start: number,
  files: readonly (readonly EditorProblem[])[],
): MoreFilesNode {
  const rest = { rule: ruleAbove(parent), parent, start, count: files.length };
  return {
    kind: 'more',
    ...rest,
    get scope() {
      return { kind: 'problems', problems: files.flat() } as const;
    },
  };
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
    case 'more':
      return `${nodeId(node.rule)}|more:${node.start}`;
    case 'file':
      return `${nodeId(node.rule)}|${node.uri}`;
    case 'problem':
      return `${nodeId(node.file)}|${node.index}`;
  }
}
