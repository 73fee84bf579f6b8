import type { Position, Range } from 'vscode-languageserver-protocol';
import type { TextRange } from '../../protocol/diagnostic.ts';

/** In what a position's `character` counts. */
export const positionEncodings = ['utf-16', 'utf-8', 'utf-32'] as const;

export type PositionEncoding = (typeof positionEncodings)[number];

/** The name as a server gives it; nothing named means UTF-16, as the protocol says. */
export function parsePositionEncoding(name: string | undefined): PositionEncoding | undefined {
  return name === undefined ? 'utf-16' : positionEncodings.find((known) => known === name);
}

const byteOrderMark = '\uFEFF';

function widthOf(symbol: string, encoding: PositionEncoding): number {
  return encoding === 'utf-8' ? Buffer.byteLength(symbol) : 1;
}

/** How many UTF-16 code units of `line` stand before `character`; at most all of them. */
function codeUnitsBefore(line: string, character: number, encoding: PositionEncoding): number {
  if (encoding === 'utf-16') return Math.min(character, line.length);
  let counted = 0;
  let units = 0;
  for (const symbol of line) {
    if (counted >= character) break;
    counted += widthOf(symbol, encoding);
    units += symbol.length;
  }
  return units;
}

interface Line {
  readonly start: number;
  /** Without its line break. */
  readonly text: string;
}

function linesOf(text: string): Line[] {
  const breaks = [...text.matchAll(/\r\n|\n|\r/g)];
  const starts = [0, ...breaks.map((lineBreak) => lineBreak.index + lineBreak[0].length)];
  return starts.map((start, index) => ({ start, text: text.slice(start, breaks[index]?.index) }));
}

/** The text of a file as it is on the disk, and where a server's positions are in it. */
export class DocumentText {
  readonly onDisk: string;
  /** As a server is given it: without a byte order mark, as editors do. */
  readonly text: string;
  readonly #markLength: number;
  #knownLines: readonly Line[] | undefined;

  constructor(onDisk: string) {
    this.onDisk = onDisk;
    this.#markLength = onDisk.startsWith(byteOrderMark) ? byteOrderMark.length : 0;
    this.text = onDisk.slice(this.#markLength);
  }

  /** UTF-16 code units from the beginning of the file on the disk, its byte order mark included. */
  offsetAt(position: Position, encoding: PositionEncoding): number {
    const { line, column } = this.#placeOf(position, encoding);
    return this.#markLength + (this.#lines[line]?.start ?? this.text.length) + column;
  }

  rangeOf(range: Range, encoding: PositionEncoding): TextRange {
    const start = this.#placeOf(range.start, encoding);
    const end = this.#placeOf(range.end, encoding);
    return {
      line: start.line + 1,
      column: start.column + 1,
      endLine: end.line + 1,
      endColumn: end.column + 1,
    };
  }

  // Most texts have no problems, so most are never cut into lines.
  get #lines(): readonly Line[] {
    this.#knownLines ??= linesOf(this.text);
    return this.#knownLines;
  }

  // A place behind the end of a line is its end, and one behind the last line is the text's end.
  #placeOf(position: Position, encoding: PositionEncoding): { line: number; column: number } {
    const line = this.#lines[position.line];
    if (line === undefined) {
      const last = this.#lines.length - 1;
      return { line: last, column: this.#lines[last]?.text.length ?? 0 };
    }
    return {
      line: position.line,
      column: codeUnitsBefore(line.text, position.character, encoding),
    };
  }
}
