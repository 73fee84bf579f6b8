import { stripVTControlCharacters } from 'node:util';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** This one is cut when the table is too wide for the terminal. */
  readonly mayShrink?: boolean;
}

/** How many characters of a text are seen. */
export function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}

function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  return `${stripVTControlCharacters(text).slice(0, Math.max(0, width - 1))}…`;
}

function pad(text: string, width: number, column: Column): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return column.align === 'right' ? space + text : text + space;
}

/** Lines of a table with two spaces between its columns, at most `width` wide where that is possible. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const titles = columns.map((column) => column.title);
  const all = [titles, ...rows];
  const widths = columns.map((_column, index) =>
    Math.max(...all.map((row) => widthOf(row[index] ?? ''))),
  );
  const gaps = 2 * (columns.length - 1);
  const excess = widths.reduce((sum, one) => sum + one, gaps) - width;
  const shrinking = columns.findIndex((column) => column.mayShrink);
  if (excess > 0 && shrinking >= 0) {
    widths[shrinking] = Math.max(12, (widths[shrinking] ?? 0) - excess);
  }
  return all.map((row) =>
    columns
      .map((column, index) => {
        const cellWidth = widths[index] ?? 0;
        return pad(cut(row[index] ?? '', cellWidth), cellWidth, column);
      })
      .join('  ')
      .trimEnd(),
  );
}
