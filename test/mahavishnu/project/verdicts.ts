import type { RunReport } from '../../../src/core/protocol/runReport.ts';

/** What a run says of each problem, in an order that does not depend on who did what first. */
export function verdictsOf({ tasks }: RunReport): string[] {
  return tasks
    .flatMap(({ issues }) => issues)
    .map(
      ({ file, line, column, source, code, verdict }) =>
        `${file}:${line}:${column} ${source} ${code}: ${verdict}`,
    )
    .sort();
}
