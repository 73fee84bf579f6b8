import type ts from 'typescript';
import { renderSignature } from './signatureText.ts';
import type { TypeScriptLibrary } from './typeScriptInstallation.ts';

/** Signatures by name, those of members as `Type.member`. What is not exported by itself: `(name)`. */
export type PublicSurface = ReadonlyMap<string, string>;

type Entry = readonly [name: string, signature: string];

type MemberOwner = ts.ClassDeclaration | ts.InterfaceDeclaration | ts.EnumDeclaration;

function isPrivate(library: TypeScriptLibrary, member: ts.Node): boolean {
  const isHidden =
    'name' in member && isNode(member.name) && library.isPrivateIdentifier(member.name);
  return isHidden || hasModifier(library, member, library.SyntaxKind.PrivateKeyword);
}

function isNode(value: unknown): value is ts.Node {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function memberName(
  library: TypeScriptLibrary,
  member: ts.ClassElement | ts.TypeElement | ts.EnumMember,
): string {
  return member.name?.getText() ?? library.SyntaxKind[member.kind];
}

/** Takes out the blanks that nobody would write. */
function tidy(signature: string): string {
  return signature.replace(/ (?=[;,)\]?:.])|(?<=[([.]) /g, '').replace(/;+$/, '');
}

function memberOwner(library: TypeScriptLibrary, node: ts.Node): node is MemberOwner {
  return (
    library.isClassDeclaration(node) ||
    library.isInterfaceDeclaration(node) ||
    library.isEnumDeclaration(node)
  );
}

function ownerEntries(library: TypeScriptLibrary, name: string, owner: MemberOwner): Entry[] {
  const heritage = 'heritageClauses' in owner ? (owner.heritageClauses ?? []) : [];
  const parameters = 'typeParameters' in owner ? (owner.typeParameters ?? []) : [];
  const head = [...parameters, ...heritage].map((node) => renderSignature(library, node));
  const members = [...owner.members]
    .filter((member) => !isPrivate(library, member))
    .map(
      (member): Entry => [
        `${name}.${memberName(library, member)}`,
        renderSignature(library, member),
      ],
    );
  return [[name, head.join(' ')], ...members];
}

function variableEntries(
  library: TypeScriptLibrary,
  statement: ts.VariableStatement,
  nameOf: (name: string) => string,
): Entry[] {
  return statement.declarationList.declarations.map((declaration) => [
    nameOf(declaration.name.getText()),
    renderSignature(library, declaration),
  ]);
}

function exportEntries(library: TypeScriptLibrary, node: ts.ExportDeclaration): Entry[] {
  const from = node.moduleSpecifier === undefined ? '' : ` from ${node.moduleSpecifier.getText()}`;
  const { exportClause } = node;
  if (exportClause === undefined || !library.isNamedExports(exportClause)) {
    return [[`*${from}`, node.getText()]];
  }
  return exportClause.elements.map((element) => [
    `export ${element.name.getText()}`,
    `${(element.propertyName ?? element.name).getText()}${from}`,
  ]);
}

function hasModifier(
  library: TypeScriptLibrary,
  statement: ts.Node,
  wanted: ts.SyntaxKind,
): boolean {
  const modifiers = library.canHaveModifiers(statement) ? library.getModifiers(statement) : [];
  return (modifiers ?? []).some(({ kind }) => kind === wanted);
}

function isDeclaration(library: TypeScriptLibrary, node: ts.Node): node is ts.DeclarationStatement {
  return (
    library.isFunctionDeclaration(node) ||
    library.isTypeAliasDeclaration(node) ||
    library.isModuleDeclaration(node)
  );
}

function statementEntries(library: TypeScriptLibrary, statement: ts.Statement): Entry[] {
  const { DefaultKeyword, ExportKeyword } = library.SyntaxKind;
  const isDefault = hasModifier(library, statement, DefaultKeyword);
  const isExported = isDefault || hasModifier(library, statement, ExportKeyword);
  const nameOf = (name = ''): string => (isDefault ? 'default' : isExported ? name : `(${name})`);
  if (library.isVariableStatement(statement)) return variableEntries(library, statement, nameOf);
  if (memberOwner(library, statement)) {
    return ownerEntries(library, nameOf(statement.name?.text), statement);
  }
  if (library.isExportDeclaration(statement)) return exportEntries(library, statement);
  if (library.isExportAssignment(statement)) {
    const { expression } = statement;
    return [['default', library.isIdentifier(expression) ? expression.text : '']];
  }
  if (!isDeclaration(library, statement)) return [];
  return [[nameOf(statement.name?.getText()), renderSignature(library, statement)]];
}

/** @param text of a declaration file, or of a source file where there is no such. */
export function readSurface(library: TypeScriptLibrary, name: string, text: string): PublicSurface {
  const file = library.createSourceFile(name, text, library.ScriptTarget.Latest, true);
  const surface = new Map<string, string>();
  const entries = file.statements.flatMap((statement) => statementEntries(library, statement));
  for (const [key, signature] of entries) {
    const overload = surface.get(key);
    const text = tidy(signature);
    surface.set(key, overload === undefined ? text : `${overload}; ${text}`);
  }
  return surface;
}
