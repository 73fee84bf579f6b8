import type { ThreeTexts } from './conflictTexts.ts';
import { type LineEdit, lineEdits, plainLines } from './textHunks.ts';

type Versions = 'ours' | 'theirs' | 'result';
type Edits = Readonly<Record<Versions, readonly LineEdit[]>>;

/** Lines of the text before, from `start` to before `end`, that some of the versions have changed. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Joins what overlaps, and what has no line in between. */
function stretchesOf(edits: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const { start, end } of edits.toSorted((left, right) => left.start - right.start)) {
    const last = joined.at(-1);
    if (last === undefined || start > last.end) joined.push({ start, end });
    else joined[joined.length - 1] = { ...last, end: Math.max(last.end, end) };
  }
  return joined;
}

function within(edits: readonly LineEdit[], { start, end }: Stretch): readonly LineEdit[] {
  return edits.filter((edit) => edit.start >= start && edit.end <= end);
}

/** What a version has in the place of a stretch. */
function linesOf(lines: readonly string[], edits: readonly LineEdit[], stretch: Stretch): string {
  const before = edits.filter(({ end }) => end < stretch.start);
  const shift = (some: readonly LineEdit[]): number =>
    some.reduce((sum, edit) => sum + (edit.newEnd - edit.newStart) - (edit.end - edit.start), 0);
  const first = stretch.start + shift(before);
  const length = stretch.end - stretch.start + shift(within(edits, stretch));
  return lines.slice(first, first + length).join('\n');
}

/** Lines of a stretch that neither side has kept, and the result has. */
function keepsDropped({ ours, theirs, result }: Edits, { start, end }: Stretch): boolean {
  const drops = (edits: readonly LineEdit[], line: number): boolean =>
    edits.some((edit) => edit.start <= line && line < edit.end);
  for (let line = start; line < end; line += 1) {
    if (drops(ours, line) && drops(theirs, line) && !drops(result, line)) return true;
  }
  return false;
}

/**
 * Tells whether somebody has plainly decided about every conflict of a file: none is still the text
 * of before, which merge editors show where nobody has chosen yet, and something has come of it.
 * @param result what has become of the file.
 * @returns false as well where a person may have chosen the text of before, or all of their own: only
 * they know.
 */
export function areConflictsHandled(
  { base, ours, theirs }: Pick<ThreeTexts, 'base' | 'ours' | 'theirs'>,
  result: Buffer,
): boolean {
  const empty = Buffer.alloc(0);
  const before = plainLines(base ?? empty);
  const texts = {
    ours: plainLines(ours ?? empty),
    theirs: plainLines(theirs ?? empty),
    result: plainLines(result),
  };
  const edits: Edits = {
    ours: lineEdits(before, texts.ours),
    theirs: lineEdits(before, texts.theirs),
    result: lineEdits(before, texts.result),
  };
  const all = [...edits.ours, ...edits.theirs, ...edits.result];
  const conflicts = stretchesOf(all).filter(
    (one) => within(edits.ours, one).length > 0 && within(edits.theirs, one).length > 0,
  );
  const isOpen = (one: Stretch): boolean =>
    within(edits.result, one).length === 0 || keepsDropped(edits, one);
  const isOwn = (one: Stretch): boolean =>
    linesOf(texts.result, edits.result, one) === linesOf(texts.ours, edits.ours, one);
  return !conflicts.some(isOpen) && !conflicts.every(isOwn);
}
