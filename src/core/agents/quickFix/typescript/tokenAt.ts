import type ts from 'typescript';
import type { TypeScriptLibrary } from '../../../checkers/typescript/typeScriptInstallation.ts';

/** The innermost node at a position; the file itself where there is none. */
export function tokenAt(
  library: TypeScriptLibrary,
  file: ts.SourceFile,
  position: number,
): ts.Node {
  let found: ts.Node = file;
  const visit = (node: ts.Node): void => {
    if (node.getStart(file) > position || node.getEnd() <= position) return;
    found = node;
    library.forEachChild(node, visit);
  };
  library.forEachChild(file, visit);
  return found;
}
