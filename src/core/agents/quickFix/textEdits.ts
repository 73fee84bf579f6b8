import type { TextEdit } from './fixer.ts';

function isSameEdit(left: TextEdit, right: TextEdit): boolean {
  return left.start === right.start && left.end === right.end && left.newText === right.newText;
}

/** True when both cannot be applied to one text. Two insertions at one place do overlap. */
export function overlaps(left: TextEdit, right: TextEdit): boolean {
  if (left.file !== right.file) return false;
  if (left.start === right.start) return true;
  return left.start < right.end && right.start < left.end;
}

/** True when each edit is either the same as one of `others`, or apart from all of them. */
export function fitsWith(edits: readonly TextEdit[], others: readonly TextEdit[]): boolean {
  return edits.every((edit) =>
    others.every(
      (other) => edit.file !== other.file || isSameEdit(edit, other) || !overlaps(edit, other),
    ),
  );
}

/** Edits that are not yet among `others`. */
export function withoutRepeats(
  edits: readonly TextEdit[],
  others: readonly TextEdit[],
): TextEdit[] {
  return edits.filter(
    (edit) => !others.some((other) => other.file === edit.file && isSameEdit(edit, other)),
  );
}

/**
 * Puts insertions into one file together with what stands at the same place, in the order in which
 * they came.
 * @returns the edits by their places, or undefined when they overlap.
 */
export function joinInsertions(edits: readonly TextEdit[]): TextEdit[] | undefined {
  const result: TextEdit[] = [];
  for (const edit of edits.toSorted((left, right) => left.start - right.start)) {
    const last = result.at(-1);
    if (last?.start === edit.start && last.end === last.start) {
      result.splice(-1, 1, { ...edit, newText: last.newText + edit.newText });
    } else {
      result.push(edit);
    }
  }
  const isOverlapping = result.some(
    (edit, index) => index > 0 && edit.start < (result[index - 1]?.end ?? 0),
  );
  return isOverlapping ? undefined : result;
}

/** The text after all edits of one file, which must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const fromTheEnd = edits.toSorted((left, right) => right.start - left.start);
  return fromTheEnd.reduce(
    (current, edit) => current.slice(0, edit.start) + edit.newText + current.slice(edit.end),
    text,
  );
}
