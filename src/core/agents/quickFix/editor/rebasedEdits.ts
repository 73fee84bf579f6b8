import { diffArrays } from 'diff';
import type { TextEdit } from '../fixer.ts';

// Beyond so many changed lines nothing is moved: the search takes time by the square of its length.
const maxEditLength = 2000;

/** Says where an edit belongs in the newer text; undefined when a line that it touches has changed. */
export type Rebase = (edit: TextEdit) => TextEdit | undefined;

/** The lines of a text, with their line breaks. */
class Lines {
  readonly texts: readonly string[];
  readonly starts: readonly number[];

  constructor(text: string) {
    this.texts = text.split(/(?<=\n)/);
    let start = 0;
    this.starts = this.texts.map((line) => {
      start += line.length;
      return start - line.length;
    });
  }

  lineAt(offset: number): number {
    return this.starts.findLastIndex((start) => start <= offset);
  }

  startOf(line: number): number {
    return this.starts[line] ?? 0;
  }
}

/** For each line of `before` that is the same line of `after`, which one it is. */
function sameLines(before: Lines, after: Lines): Map<number, number> {
  const same = new Map<number, number>();
  const changes = diffArrays([...before.texts], [...after.texts], { maxEditLength }) ?? [];
  let [old, now] = [0, 0];
  for (const { added, removed, count } of changes) {
    const isSame = !added && !removed;
    if (isSame) for (let index = 0; index < count; index += 1) same.set(old + index, now + index);
    if (!added) old += count;
    if (!removed) now += count;
  }
  return same;
}

/**
 * Moves edits that were made for one text of a file to where they belong in another one. As when git
 * merges, an edit fits only where the lines that it touches are unchanged and still together.
 */
export function createRebase(before: string, after: string): Rebase {
  if (before === after) return (edit) => edit;
  const [old, now] = [new Lines(before), new Lines(after)];
  const same = sameLines(old, now);
  return (edit) => {
    const first = old.lineAt(edit.start);
    const end = old.lineAt(edit.end);
    // An edit up to the very beginning of a line does not touch that line.
    const last = end > first && old.startOf(end) === edit.end ? end - 1 : end;
    const start = same.get(first);
    if (start === undefined) return undefined;
    for (let line = first; line <= last; line += 1) {
      if (same.get(line) !== start + line - first) return undefined;
    }
    return {
      ...edit,
      start: now.startOf(start) + edit.start - old.startOf(first),
      end: now.startOf(start + last - first) + edit.end - old.startOf(last),
    };
  };
}
