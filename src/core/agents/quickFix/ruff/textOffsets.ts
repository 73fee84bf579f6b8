/** A place in a text: rows and columns from 1, columns in UTF-16 units. */
export interface TextPlace {
  readonly row: number;
  readonly column: number;
}

/** Turns places into offsets. Rows end with LF, CRLF or CR, and a byte order mark has no column. */
export class TextOffsets {
  readonly #length: number;
  readonly #rowStarts: readonly number[];

  constructor(text: string) {
    this.#length = text.length;
    const ends = [...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length);
    this.#rowStarts = [text.startsWith('\uFEFF') ? 1 : 0, ...ends];
  }

  /** In UTF-16 units; a place behind the last row is the end of the text. */
  at(place: TextPlace): number {
    const start = this.#rowStarts[place.row - 1] ?? this.#length;
    return Math.min(start + place.column - 1, this.#length);
  }
}
