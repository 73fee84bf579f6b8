import { diffArrays } from 'diff';

/**
 * A place between two characters, as editors count. Lines count from 0, and a text that ends with a
 * line break has an empty last line.
 */
export interface TextPlace {
  readonly line: number;
  /** Behind the last character of the line; else before its first. */
  readonly isLineEnd: boolean;
}

/** A stretch of a text, and what comes in its place. */
export interface TextHunk {
  readonly start: TextPlace;
  readonly end: TextPlace;
  /** In the encoding of the file; lines end with LF, whatever they end with in the file. */
  readonly text: Buffer;
}

/** So many changed lines are told apart; beyond that the search takes too long. */
const maxEditLength = 2000;

const byteOrderMark = '\xef\xbb\xbf';

/** Latin-1 gives each byte one character and loses none. */
interface Lines {
  readonly hasMark: boolean;
  /** As they are, each with the CR before its LF. */
  readonly raw: readonly string[];
  readonly bare: readonly string[];
}

function split(bytes: Buffer): Lines {
  const whole = bytes.toString('latin1');
  const hasMark = whole.startsWith(byteOrderMark);
  const raw = (hasMark ? whole.slice(byteOrderMark.length) : whole).split('\n');
  return { hasMark, raw, bare: raw.map((line) => line.replace(/\r$/, '')) };
}

/** The lines of a text, each byte as one character, without line ends and byte-order mark. */
export function plainLines(bytes: Buffer): readonly string[] {
  return split(bytes).bare;
}

/** True when editors see other lines than git does. */
function hasLoneReturn({ raw }: Lines): boolean {
  return raw.some((line, index) => {
    const at = line.indexOf('\r');
    return at >= 0 && (at < line.length - 1 || index === raw.length - 1);
  });
}

/** The lines of a text before, from `start` to before `end`, become those of a text after. */
export interface LineEdit {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
}

function sameAtStart(before: readonly string[], after: readonly string[]): number {
  const most = Math.min(before.length, after.length);
  let count = 0;
  while (count < most && before[count] === after[count]) count += 1;
  return count;
}

function sameAtEnd(before: readonly string[], after: readonly string[], most: number): number {
  let count = 0;
  while (count < most && before.at(-1 - count) === after.at(-1 - count)) count += 1;
  return count;
}

/** What tells two texts apart, line by line, in the order of the text before. */
export function lineEdits(before: readonly string[], after: readonly string[]): LineEdit[] {
  const head = sameAtStart(before, after);
  const tail = sameAtEnd(before, after, Math.min(before.length, after.length) - head);
  const [end, newEnd] = [before.length - tail, after.length - tail];
  if (head === end && head === newEnd) return [];
  const middle = [before.slice(head, end), after.slice(head, newEnd)] as const;
  const changes = diffArrays([...middle[0]], [...middle[1]], { maxEditLength });
  if (changes === undefined) return [{ start: head, end, newStart: head, newEnd }];
  const edits: LineEdit[] = [];
  let [line, newLine] = [head, head];
  let isOpen = false;
  for (const { added, removed, count } of changes) {
    const last = isOpen ? edits.pop() : undefined;
    const { start, newStart } = last ?? { start: line, newStart: newLine };
    if (!added) line += count;
    if (!removed) newLine += count;
    isOpen = added || removed;
    if (isOpen) edits.push({ start, end: line, newStart, newEnd: newLine });
    else if (last !== undefined) edits.push(last);
  }
  return edits;
}

function toHunk(edit: LineEdit, before: readonly string[], after: readonly string[]): TextHunk {
  const { start, end } = edit;
  const lines = after.slice(edit.newStart, edit.newEnd);
  if (end < before.length) {
    const text = lines.map((line) => `${line}\n`).join('');
    return hunk({ line: start, isLineEnd: false }, { line: end, isLineEnd: false }, text);
  }
  const last = { line: before.length - 1, isLineEnd: true };
  if (start === 0) return hunk({ line: 0, isLineEnd: false }, last, lines.join('\n'));
  const text = lines.map((line) => `\n${line}`).join('');
  return hunk({ line: start - 1, isLineEnd: true }, last, text);
}

function hunk(start: TextPlace, end: TextPlace, text: string): TextHunk {
  return { start, end, text: Buffer.from(text, 'latin1') };
}

function hasBreak({ raw }: Lines, line: number): boolean {
  return line < raw.length - 1;
}

/** True when a line that stays has another line break than it had. */
function changesLineEnds(edits: readonly LineEdit[], before: Lines, after: Lines): boolean {
  let shift = 0;
  let next = 0;
  for (const edit of [...edits, { start: before.raw.length, end: 0, newEnd: 0 }]) {
    for (let line = next; line < edit.start; line += 1) {
      if (hasBreak(before, line) && hasBreak(after, line + shift)) {
        if (before.raw[line] !== after.raw[line + shift]) return true;
      }
    }
    next = edit.end;
    shift = edit.newEnd - edit.end;
  }
  return false;
}

/** True when an editor would show the same for both: line ends and a byte-order mark do not count. */
export function isSameText(left: Buffer, right: Buffer): boolean {
  if (left.equals(right)) return true;
  const [one, other] = [split(left).bare, split(right).bare];
  return one.length === other.length && one.every((line, index) => line === other[index]);
}

/**
 * What an editor that shows one text has to change to show another one.
 * @returns hunks in the order of the text, all in terms of the text before, none touching lines of
 * another; undefined when hunks cannot tell the difference: it is in line ends or a byte-order mark,
 * or a text has line ends that git does not know.
 */
export function textHunks(before: Buffer, after: Buffer): TextHunk[] | undefined {
  const [old, fresh] = [split(before), split(after)];
  if (old.hasMark !== fresh.hasMark || hasLoneReturn(old) || hasLoneReturn(fresh)) return undefined;
  const edits = lineEdits(old.bare, fresh.bare);
  if (changesLineEnds(edits, old, fresh)) return undefined;
  return edits.map((edit) => toHunk(edit, old.bare, fresh.bare));
}
