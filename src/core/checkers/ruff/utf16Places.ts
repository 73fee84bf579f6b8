/** A place in a text; rows and columns from 1. */
export interface TextPlace {
  readonly row: number;
  readonly column: number;
}

/** Turns places whose columns count characters into places whose columns count UTF-16 units. */
export class Utf16Places {
  readonly #rows: readonly string[];

  /** @param text with a byte order mark, if it has one: that has no column. */
  constructor(text: string) {
    this.#rows = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  }

  at({ row, column }: TextPlace): TextPlace {
    const characters = [...(this.#rows[row - 1] ?? '')].slice(0, column - 1);
    const extraUnits = characters.join('').length - characters.length;
    return { row, column: column + extraUnits };
  }
}
