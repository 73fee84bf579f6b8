import type ts from 'typescript';
import type { TypeScriptLibrary } from '../../../checkers/typescript/typeScriptInstallation.ts';
import type { FixAtHand } from './fixAtHand.ts';
import { tokenAt } from './tokenAt.ts';

/** How many letters must be changed, left out, put in or swapped; upper and lower case are the same. */
function editDistance(left: string, right: string): number {
  const [from, to] = [left.toLowerCase(), right.toLowerCase()];
  const table = Array.from({ length: from.length + 1 }, (_, row) => [row]);
  const at = (row: number, column: number): number => table[row]?.[column] ?? 0;
  for (let column = 1; column <= to.length; column += 1) table[0]?.push(column);
  for (let row = 1; row <= from.length; row += 1) {
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      table[row]?.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (isSame ? 0 : 1),
          isSwap && row > 1 && column > 1 ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(from.length, to.length);
}

function suggestedName({ fix }: FixAtHand): string {
  return fix.changes[0]?.textChanges[0]?.newText ?? '';
}

/** More than one slip in four letters is no slip: TypeScript takes `Set` for a misspelt `useIt`. */
export function isFarFetched(library: TypeScriptLibrary, hand: FixAtHand): boolean {
  const name = tokenAt(library, hand.file, hand.start).getText(hand.file);
  return editDistance(name, suggestedName(hand)) > Math.max(1, name.length / 4);
}

/** Libraries declare so many short names, such as `name` or `close`, that one is always similar. */
export function namesLibraryGlobal(library: TypeScriptLibrary, hand: FixAtHand): boolean {
  const { program, file, start } = hand;
  const token = tokenAt(library, file, start);
  if (library.isPropertyAccessExpression(token.parent) && token.parent.name === token) return false;
  const name = suggestedName(hand);
  const inScope = program.getTypeChecker().getSymbolsInScope(token, library.SymbolFlags.Value);
  const declarations = inScope.find((symbol) => symbol.name === name)?.declarations ?? [];
  const isLibraryFile = (node: ts.Node): boolean =>
    program.isSourceFileDefaultLibrary(node.getSourceFile());
  return /^[a-z]/.test(name) && declarations.some(isLibraryFile);
}
