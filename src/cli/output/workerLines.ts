import type { Output } from './output.ts';
import { doingAt, type RunProgress, type WorkerLine } from './runProgress.ts';
import { formatTable, widthOf } from './table.ts';
import { duration } from './words.ts';

/** An agent's words are shown when there is room for so many characters of them. */
const leastRoom = 12;

const titles = ['  worker', 'task', 'on', 'doing', 'for'] as const;
const columns = titles.map((title) => ({ title, mayShrink: title === 'on' }));
const doingColumn = titles.indexOf('doing');

function cellsOf(line: WorkerLine, now: number): string[] {
  const time = duration((now - line.since) / 1000);
  return [`  ${line.workerId}`, line.taskId, line.file, doingAt(line, now), time];
}

/** How wide the table is before anything is added to it. */
function naturalWidth(rows: readonly (readonly string[])[]): number {
  const widths = titles.map((title, index) =>
    Math.max(...[[...titles], ...rows].map((row) => widthOf(row[index] ?? title))),
  );
  return widths.reduce((sum, width) => sum + width, 2 * (titles.length - 1));
}

/** What the agent says, after what its worker is at: no more of it than there is room for. */
function withWords(doing: string, said: string, room: number, output: Output): string {
  if (said === '' || room < leastRoom) return doing;
  const words = said.length > room ? `${said.slice(0, room - 1)}…` : said;
  return `${doing}: ${output.style('dim', words)}`;
}

/** A line for each worker that has something to do. */
export function formatWorkers(progress: RunProgress, output: Output, now: number): string[] {
  const lines = [...progress.workers.values()].sort((left, right) =>
    left.workerId.localeCompare(right.workerId, 'en', { numeric: true }),
  );
  if (lines.length === 0) return [];
  const width = output.width - 1;
  const rows = lines.map((line) => cellsOf(line, now));
  const free = width - naturalWidth(rows);
  const widest = Math.max(...rows.map((row) => widthOf(row[doingColumn] ?? '')));
  const said = rows.map((row, index) => {
    const { said: words = '', waitsUntil = 0 } = lines[index] ?? {};
    const doing = row[doingColumn] ?? '';
    const room = free + widest - widthOf(doing) - 2;
    return row.with(doingColumn, withWords(doing, now < waitsUntil ? '' : words, room, output));
  });
  return formatTable(columns, said, width).slice(1);
}
