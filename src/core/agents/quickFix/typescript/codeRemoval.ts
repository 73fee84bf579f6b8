import type ts from 'typescript';
import type { TypeScriptLibrary } from '../../../checkers/typescript/typeScriptInstallation.ts';
import type { FixAtHand } from './fixAtHand.ts';
import { tokenAt } from './tokenAt.ts';

export interface CodeRemoval {
  /** A function, class, type, member or parameter goes: somebody may still want it. */
  readonly isDeclaration: boolean;
  /** Something goes that does something when it runs. */
  readonly hasEffect: boolean;
}

const nothing: CodeRemoval = { isDeclaration: false, hasEffect: false };

function isImportPart(library: TypeScriptLibrary, node: ts.Node): boolean {
  const around = library.findAncestor(
    node,
    (one) => library.isImportDeclaration(one) || library.isImportEqualsDeclaration(one),
  );
  return around !== undefined;
}

/** Plain variables are the only declarations that nobody misses once nothing reads them. */
function isVariable(library: TypeScriptLibrary, name: ts.Node): boolean {
  const around = library.findAncestor(
    name,
    (one) =>
      library.isVariableDeclarationList(one) ||
      library.isParameter(one) ||
      library.isTypeElement(one) ||
      library.isClassElement(one) ||
      library.isStatement(one),
  );
  if (around === undefined || !library.isVariableDeclarationList(around)) return false;
  return !library.isForInStatement(around.parent) && !library.isForOfStatement(around.parent);
}

function isAssignment(library: TypeScriptLibrary, node: ts.Node): node is ts.BinaryExpression {
  if (!library.isBinaryExpression(node)) return false;
  const { FirstAssignment, LastAssignment } = library.SyntaxKind;
  const { kind } = node.operatorToken;
  return kind >= FirstAssignment && kind <= LastAssignment;
}

function changesVariable(library: TypeScriptLibrary, node: ts.Node): ts.Expression | undefined {
  if (isAssignment(library, node)) return node.left;
  if (library.isPostfixUnaryExpression(node)) return node.operand;
  if (!library.isPrefixUnaryExpression(node)) return undefined;
  const { PlusPlusToken, MinusMinusToken } = library.SyntaxKind;
  return [PlusPlusToken, MinusMinusToken].some((kind) => kind === node.operator)
    ? node.operand
    : undefined;
}

/** `using` does something at the end of its block. */
function isDisposal(library: TypeScriptLibrary, node: ts.Node): boolean {
  return library.isVariableDeclaration(node) && (node.parent.flags & library.NodeFlags.Using) !== 0;
}

/** @param name what goes as well, so that setting it has no effect. */
function hasEffect(library: TypeScriptLibrary, node: ts.Node, name: string): boolean {
  const target = changesVariable(library, node);
  if (target !== undefined) return !(library.isIdentifier(target) && target.text === name);
  return (
    isDisposal(library, node) ||
    library.isCallOrNewExpression(node) ||
    library.isAwaitExpression(node) ||
    library.isYieldExpression(node) ||
    library.isDeleteExpression(node) ||
    library.isTaggedTemplateExpression(node)
  );
}

/** A function with a body, unlike the type of one. */
function isFunction(library: TypeScriptLibrary, node: ts.Node): boolean {
  return library.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

/** The nodes that go entirely, without what stands inside of functions that go with them. */
function removedNodes(library: TypeScriptLibrary, { fix, file }: FixAtHand): readonly ts.Node[] {
  const spans = fix.changes
    .filter(({ fileName }) => fileName === file.fileName)
    .flatMap(({ textChanges }) => textChanges);
  const removed: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    const [start, end] = [node.getStart(file), node.getEnd()];
    const text = file.text.slice(start, end);
    const goes = spans.some(
      ({ span, newText }) =>
        span.start <= start && end <= span.start + span.length && !newText.includes(text),
    );
    if (goes) removed.push(node);
    if (!goes || !isFunction(library, node)) library.forEachChild(node, visit);
  };
  library.forEachChild(file, visit);
  return removed;
}

/** What the deletion of an unused name takes away with it. */
export function findRemoval(library: TypeScriptLibrary, hand: FixAtHand): CodeRemoval {
  const token = tokenAt(library, hand.file, hand.start);
  if (isImportPart(library, token) || library.isInferTypeNode(token)) return nothing;
  const name = token.getText(hand.file);
  const removed = removedNodes(library, hand);
  const hasBody = removed.some((node) => isFunction(library, node) || library.isClassLike(node));
  return {
    isDeclaration: hasBody || !isVariable(library, token),
    hasEffect: removed.some((node) => hasEffect(library, node, name)),
  };
}
