import type { MergeReport } from '../../core/manager/mergeDesk.ts';
import type { Output } from './output.ts';
import { count, ruleName } from './words.ts';

function mergedLines({ merged, files, mergeId }: MergeReport, output: Output): string[] {
  if (merged.length === 0) return ['Nothing was merged.'];
  if (mergeId === '') return ['Nothing was written: your files had all of it already.'];
  return [
    `Merged ${count(merged.length, 'task')} into ${count(files.length, 'file')}.`,
    `To take that back: ${output.style('bold', `swarm-autofix undo ${mergeId}`)}`,
  ];
}

/** What came of a merge, for a person. */
export function formatMerge(report: MergeReport, output: Output): string[] {
  const lines = mergedLines(report, output);
  for (const { taskId, files: names } of report.conflicted) {
    lines.push(`${taskId} was left out: the same lines were edited in ${names.join(', ')}.`);
  }
  for (const { taskId, introduced } of report.doubted) {
    const [first] = introduced;
    const what = first === undefined ? 'a problem' : `${ruleName(first)} in ${first.file}`;
    lines.push(`${taskId} was left out: with it, ${what} is there.`);
  }
  return lines;
}
