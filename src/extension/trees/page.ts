/** So many rows are shown below a node; those that follow fold out of a last one, as many again. */
export const rowsOfPage = 500;

/** Some of many rows, and what comes after them. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins. */
  readonly end: number;
  readonly rest: readonly Row[];
}

/** The page that begins with that row. A row alone is shown, rather than folded away. */
export function pageOf<Row>(all: readonly Row[], start: number): Page<Row> {
  const most = start + rowsOfPage;
  const end = all.length === most + 1 ? most + 1 : most;
  return { rows: all.slice(start, end), end, rest: all.slice(end) };
}
