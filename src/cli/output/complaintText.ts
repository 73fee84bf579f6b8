import { count } from '../../core/base/count.ts';
import type { RunReport } from '../../core/protocol/runReport.ts';
import type { Output } from './output.ts';
import { wrapText } from './wrapText.ts';

/** More than that is for `show`. */
const mostLines = 5;

/** What agents complained of, each complaint once, the most frequent first. */
export function formatComplaints({ tasks }: RunReport, output: Output): string[] {
  const about = new Map<string, string[]>();
  for (const { taskId, errors } of tasks) {
    for (const error of new Set(errors)) about.set(error, [...(about.get(error) ?? []), taskId]);
  }
  const sorted = [...about].sort(([, one], [, other]) => other.length - one.length);
  if (sorted.length === 0) return [];
  const lines = sorted.slice(0, mostLines).flatMap(([error, ids]) => {
    const where = ids.length === 1 ? ids[0] : count(ids.length, 'task');
    return wrapText(`  ${error} (${where})`, output.width, 4);
  });
  const more = sorted.length - mostLines;
  const example = output.style('bold', `swarm-autofix show ${sorted[0]?.[1][0]}`);
  return [
    '',
    `What went wrong on the way${more > 0 ? `, and ${more} more` : ''}; see ${example}:`,
    ...lines,
  ];
}
