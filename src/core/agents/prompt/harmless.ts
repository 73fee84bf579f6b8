/** Tabs and line feeds are text like any other; the two joiners belong to words and to emoji. */
const harmful = /[^\P{Cc}\t\n]|[^\P{Cf}\u200C\u200D]|\p{Cs}|\p{Zl}|\p{Zp}/gu;

function writtenOut(sign: string): string {
  return `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`;
}

/**
 * Text of whoever, with what could move a cursor, turn the order of reading around or hide from the
 * eye written out, such as `\u{1b}`.
 */
export function harmless(text: string): string {
  return text.replaceAll(harmful, writtenOut);
}

/** The same in one line, of so many UTF-16 code units at most, and one that says that there is more. */
export function harmlessLine(text: string, length: number): string {
  const line = harmless(text.replaceAll(/\s*[\r\n]+\s*/g, ' ').trim());
  return line.length > length ? `${line.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
}
