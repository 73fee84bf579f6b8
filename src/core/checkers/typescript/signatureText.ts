import type ts from 'typescript';
import type { TypeScriptLibrary } from './typeScriptInstallation.ts';

/** Names that callers cannot notice are replaced by their place. */
function parameterName(around: ts.SignatureDeclaration, name: string): string {
  return `p${around.parameters.findIndex((parameter) => parameter.name.getText() === name)}`;
}

/** In a declaration only the type of an initial value counts: changing a constant changes no type. */
function initialType(library: TypeScriptLibrary, initializer: ts.Expression): string {
  if (library.isNumericLiteral(initializer)) return ': number';
  if (library.isStringLiteralLike(initializer)) return ': string';
  if (library.isBigIntLiteral(initializer)) return ': bigint';
  return '';
}

function renderVariable(library: TypeScriptLibrary, node: ts.VariableDeclaration): string {
  const { name, type, initializer } = node;
  if (type !== undefined) return `${name.getText()} : ${renderSignature(library, type)}`;
  const inferred = initializer === undefined ? '' : initialType(library, initializer);
  return `${name.getText()} ${inferred}`.trim();
}

function renderParameter(library: TypeScriptLibrary, node: ts.ParameterDeclaration): string {
  const name = parameterName(node.parent, node.name.getText());
  const isOptional = node.questionToken !== undefined || node.initializer !== undefined;
  const type = node.type === undefined ? '' : ` : ${renderSignature(library, node.type)}`;
  return `${node.dotDotDotToken === undefined ? '' : '...'}${name}${isOptional ? '?' : ''}${type}`;
}

function renderPredicateName(library: TypeScriptLibrary, node: ts.Node): string {
  const around = library.findAncestor(node, library.isFunctionLike);
  return around === undefined ? node.getText() : parameterName(around, node.getText());
}

/** How a declaration is exported, and the name of a function, are told by the name of its entry. */
function isToldElsewhere(library: TypeScriptLibrary, node: ts.Node): boolean {
  const { ExportKeyword, DefaultKeyword, DeclareKeyword } = library.SyntaxKind;
  const isModifier = [ExportKeyword, DefaultKeyword, DeclareKeyword].some(
    (kind) => kind === node.kind,
  );
  return isModifier || (library.isFunctionDeclaration(node.parent) && node.parent.name === node);
}

/** The text of those nodes that are not just the sum of their parts. */
function renderSpecial(library: TypeScriptLibrary, node: ts.Node): string | undefined {
  const { parent } = node;
  if (library.isBlock(node) || library.isJSDoc(node)) return '';
  if (isToldElsewhere(library, node)) return '';
  if (library.isVariableDeclaration(node)) return renderVariable(library, node);
  if (library.isParameter(node)) return renderParameter(library, node);
  if (library.isPropertyDeclaration(parent) && parent.initializer === node) return '';
  if (library.isTypePredicateNode(parent) && library.isIdentifier(node)) {
    return renderPredicateName(library, node);
  }
  if (!library.isUnionTypeNode(node)) return undefined;
  return node.types
    .map((type) => renderSignature(library, type))
    .toSorted()
    .join(' | ');
}

/**
 * Writes a declaration on one line without what its users cannot notice: layout, comments, bodies,
 * values, names of parameters, the order of a union.
 */
export function renderSignature(library: TypeScriptLibrary, node: ts.Node): string {
  const special = renderSpecial(library, node);
  if (special !== undefined) return special;
  const children = node.getChildren();
  if (children.length === 0) return node.getText();
  const parts = children.map((child) => renderSignature(library, child));
  return parts.filter((part) => part !== '').join(' ');
}
