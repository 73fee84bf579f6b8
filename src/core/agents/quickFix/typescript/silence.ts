import type ts from 'typescript';
import type { TypeScriptLibrary } from '../../../checkers/typescript/typeScriptInstallation.ts';
import { applyTextChanges } from './textChanges.ts';

const suppression = /@ts-(?:ignore|nocheck|expect-error)|eslint-disable|biome-ignore/g;

/** `any` in the types of a JSDoc comment, which is where JavaScript has them. */
const documentedAny = /\{[^}\n]*(?:\bany\b|\*)[^}\n]*\}/g;

function countAny(library: TypeScriptLibrary, file: ts.SourceFile): number {
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (node.kind === library.SyntaxKind.AnyKeyword) count += 1;
    library.forEachChild(node, visit);
  };
  visit(file);
  return count;
}

function silences(library: TypeScriptLibrary, name: string, text: string): number {
  const file = library.createSourceFile(name, text, library.ScriptTarget.Latest);
  const isJavaScript = /\.[cm]?jsx?$/.test(name);
  const documented = isJavaScript ? (text.match(documentedAny)?.length ?? 0) : 0;
  return countAny(library, file) + documented + (text.match(suppression)?.length ?? 0);
}

/** Parsing takes its time, and most fixes hold nothing of the kind. */
const suspicious = /\bany\b|@ts-|disable|ignore|\*/;

/** True when more is typed `any`, or more checks are switched off, after the changes than before. */
export function addsSilence(
  library: TypeScriptLibrary,
  program: ts.Program,
  changes: readonly ts.FileTextChanges[],
): boolean {
  return changes.some(({ fileName, textChanges }) => {
    if (!textChanges.some(({ newText }) => suspicious.test(newText))) return false;
    const before = program.getSourceFile(fileName)?.text ?? '';
    const after = applyTextChanges(before, textChanges);
    return silences(library, fileName, after) > silences(library, fileName, before);
  });
}
