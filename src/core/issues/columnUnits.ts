/** What a column counts: UTF-16 code units are ours; others count characters or bytes of UTF-8. */
export type ColumnUnit = 'utf16' | 'codePoints' | 'utf8';

function sizeOf(character: string, unit: ColumnUnit): number {
  if (unit === 'codePoints') return 1;
  return unit === 'utf8' ? Buffer.byteLength(character) : character.length;
}

/** The length in UTF-16 code units of the first `size` units of a text. */
export function utf16Length(text: string, size: number, unit: ColumnUnit): number {
  if (unit === 'utf16') return size;
  let left = size;
  let length = 0;
  for (const character of text) {
    if (left <= 0) return length;
    left -= sizeOf(character, unit);
    length += character.length;
  }
  return length + Math.max(0, left);
}

/** @param column from 1, in `unit`. @returns the column of the same place in UTF-16 code units. */
export function toUtf16Column(lineText: string, column: number, unit: ColumnUnit): number {
  return utf16Length(lineText, column - 1, unit) + 1;
}
