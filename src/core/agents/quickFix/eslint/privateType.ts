import { extname } from 'node:path';
import type ts from 'typescript';
import {
  findOurTypeScript,
  loadTypeScript,
  type TypeScriptLibrary,
} from '../../../checkers/typescript/typeScriptInstallation.ts';

const sourceEndings: ReadonlySet<string> = new Set(['.ts', '.tsx', '.mts', '.cts']);

function hasOwnReturnType(library: TypeScriptLibrary, node: ts.SignatureDeclaration): boolean {
  return node.type !== undefined || library.isConstructorDeclaration(node);
}

/** True in a statement that declares nothing, and in a function that says itself what it returns. */
function isShielded(library: TypeScriptLibrary, node: ts.Node): boolean {
  for (let child = node; child.parent !== undefined; child = child.parent) {
    const { parent } = child;
    if (library.isExpressionStatement(parent)) return true;
    if (!library.isFunctionLike(parent) || !('body' in parent) || parent.body !== child) continue;
    if (hasOwnReturnType(library, parent)) return true;
  }
  return false;
}

function nodeAt(library: TypeScriptLibrary, file: ts.SourceFile, offset: number): ts.Node {
  let found: ts.Node = file;
  const visit = (node: ts.Node): void => {
    if (node.pos > offset || node.end <= offset) return;
    found = node;
    library.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/**
 * True when no type that others see can depend on the one at `offset`: it stands in a statement that
 * declares nothing, or in the body of a function whose return type is written down. False also when
 * there is no TypeScript at hand to tell.
 */
export async function isPrivateType(file: string, text: string, offset: number): Promise<boolean> {
  if (!sourceEndings.has(extname(file))) return false;
  const installation = await findOurTypeScript();
  if (installation === undefined) return false;
  const library = loadTypeScript(installation);
  const tree = library.createSourceFile(file, text, library.ScriptTarget.Latest, true);
  return isShielded(library, nodeAt(library, tree, offset));
}
