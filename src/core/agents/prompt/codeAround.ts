import { linesOf } from '../../issues/lineMap.ts';
import type { TextRange } from '../../protocol/diagnostic.ts';
import { harmless } from './harmless.ts';

/** So many lines are shown before and after a problem. */
const reach = 3;

/** Of a file, so many lines are shown at most; an agent can read the rest itself. */
const mostLines = 60;

/** Longer lines are cut, as programs that write code write long ones. */
const mostSigns = 160;

type Place = Pick<TextRange, 'line' | 'column'>;

function cut(line: string, column: number): string {
  if (line.length <= mostSigns) return line;
  const middle = column - 1 - mostSigns / 2;
  const start = Math.max(0, Math.min(middle, line.length - mostSigns));
  const end = start + mostSigns;
  const part = line.slice(start, end).replaceAll(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
  return `${start > 0 ? '…' : ''}${part}${end < line.length ? '…' : ''}`;
}

function linesAround({ line }: Place, lines: readonly string[]): number[] {
  const numbers = Array.from({ length: 2 * reach + 1 }, (_, index) => line - reach + index);
  return numbers.filter((number) => number === line || (lines[number - 1] ?? '').trim() !== '');
}

/** The numbers of the lines to show, until there are enough of them. */
function chooseLines(lines: readonly string[], places: readonly Place[]): number[] {
  const chosen = new Set<number>();
  for (const place of places) {
    const wanted = linesAround(place, lines).filter((number) => lines[number - 1] !== undefined);
    const all = new Set([...chosen, ...wanted]);
    if (all.size > mostLines) break;
    for (const number of wanted) chosen.add(number);
  }
  return [...chosen].sort((left, right) => left - right);
}

/** The lines around some places, with their numbers; `>` marks those that have a problem. */
export function codeAround(text: string, places: readonly Place[]): string[] {
  const lines = linesOf(text.replace(/^\uFEFF/, ''));
  const columns = new Map(places.map(({ line, column }) => [line, column]));
  return chooseLines(lines, places).map((number) => {
    const column = columns.get(number);
    const code = harmless(cut(lines[number - 1] ?? '', column ?? 1));
    return `${number}${column === undefined ? ' ' : '>'} ${code}`;
  });
}
