import { count } from '../../core/base/count.ts';
import type { MergeReport } from '../../core/manager/mergeDesk.ts';
import { ruleName } from '../../core/protocol/ruleName.ts';
import type { Output } from './output.ts';

function mergedLines({ merged, files, mergeId }: MergeReport, output: Output): string[] {
  if (merged.length === 0) return ['Nothing was merged.'];
  if (mergeId === '') return ['Nothing was written: your files had all of it already.'];
  return [
    `Merged ${count(merged.length, 'task')} into ${count(files.length, 'file')}.`,
    `To take that back: ${output.style('bold', `swarm-autofix undo ${mergeId}`)}`,
  ];
}

/** What was left out, and why. */
export function leftOutOfMerge({
  conflicted,
  doubted,
}: Pick<MergeReport, 'conflicted' | 'doubted'>): string[] {
  const collisions = conflicted.map(
    ({ taskId, files }) =>
      `${taskId} was left out: the same lines were edited in ${files.join(', ')}.`,
  );
  const doubts = doubted.map(({ taskId, introduced: [first] }) => {
    const what = first === undefined ? 'a problem' : `${ruleName(first)} in ${first.file}`;
    return `${taskId} was left out: with it, ${what} is there.`;
  });
  return [...collisions, ...doubts];
}

/** What came of a merge, for a person. */
export function formatMerge(report: MergeReport, output: Output): string[] {
  return [...mergedLines(report, output), ...leftOutOfMerge(report)];
}
