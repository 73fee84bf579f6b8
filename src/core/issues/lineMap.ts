import { diffArrays } from 'diff';

/**
 * Names the places of two versions of a text so that a line has the same place in both when it is
 * the same line: unchanged (but for its indentation), or within the same changed stretch.
 * Lines count from 1 and may lie behind the end of the text.
 */
export interface LineMap {
  placeBefore(line: number): string;
  placeAfter(line: number): string;
}

// Beyond so many changed lines the two texts are taken for one changed stretch: the search for the
// shortest difference takes time by the square of its length (0.4 s for 2000 lines, measured).
const maxEditLength = 2000;

const sameLines: LineMap = { placeBefore: (line) => `${line}`, placeAfter: (line) => `${line}` };

interface Stretch {
  readonly kind: 'same' | 'removed' | 'added';
  readonly count: number;
}

/** The lines of a text, without their line ends. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}

function stretchesOf(before: readonly string[], after: readonly string[]): Stretch[] {
  const changes = diffArrays([...before], [...after], { maxEditLength });
  if (changes === undefined) {
    return [
      { kind: 'removed', count: before.length },
      { kind: 'added', count: after.length },
    ];
  }
  return changes.map(({ added, removed, count }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    count,
  }));
}

function namePlaces(stretches: readonly Stretch[]) {
  const before: string[] = [];
  const after: string[] = [];
  let changed = 0;
  for (const { kind, count } of stretches) {
    if (kind === 'same') changed += 1;
    for (let index = 0; index < count; index += 1) {
      const place = kind === 'same' ? `=${after.length}` : `~${changed}`;
      if (kind !== 'added') before.push(place);
      if (kind !== 'removed') after.push(place);
    }
  }
  return { before, after };
}

function placeOf(places: readonly string[], line: number): string {
  return places[line - 1] ?? `end+${line - places.length}`;
}

/** Without one of the texts a line is taken to be where it was. */
export function createLineMap(before: string | undefined, after: string | undefined): LineMap {
  if (before === undefined || after === undefined || before === after) return sameLines;
  const [linesBefore, linesAfter] = [before, after].map((text) =>
    linesOf(text).map((line) => line.trim()),
  );
  const places = namePlaces(stretchesOf(linesBefore ?? [], linesAfter ?? []));
  return {
    placeBefore: (line) => placeOf(places.before, line),
    placeAfter: (line) => placeOf(places.after, line),
  };
}
