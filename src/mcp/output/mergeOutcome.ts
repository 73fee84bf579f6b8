import * as z from 'zod';
import { count } from '../../core/base/count.ts';
import type { MergeReport } from '../../core/manager/mergeDesk.ts';
import { ruleName } from '../../core/protocol/ruleName.ts';
import { orNull } from './orNull.ts';
import { listed } from './words.ts';

/** So many names of each kind are listed at most. */
const mostListed = 200;

const names = z.array(z.string());

export const mergeOutcomeShape = z.object({
  mergeId: orNull(z.string()).describe('For swarm_undo; null when nothing was written.'),
  merged: names.describe('Tasks.'),
  files: names.describe('The first of the files that were written.'),
  fileCount: z.int().min(0),
  conflicted: z
    .array(z.object({ runId: z.string(), taskId: z.string(), files: names }))
    .describe('Left out: the same lines were edited since.'),
  doubted: z
    .array(z.object({ taskId: z.string(), introduced: names }))
    .describe('Left out: together with the others they bring new problems.'),
});

export type MergeOutcome = z.output<typeof mergeOutcomeShape>;

export function toMergeOutcome(report: MergeReport): MergeOutcome {
  const { mergeId, merged, files, conflicted, doubted } = report;
  return {
    mergeId: mergeId === '' ? null : mergeId,
    merged: merged.slice(0, mostListed),
    files: files.slice(0, mostListed),
    fileCount: files.length,
    conflicted: conflicted.slice(0, mostListed).map(({ runId, taskId, files: paths }) => ({
      runId,
      taskId,
      files: paths.slice(0, mostListed),
    })),
    doubted: doubted.slice(0, mostListed).map(({ taskId, introduced }) => ({
      taskId,
      introduced: introduced.slice(0, 10).map((one) => `${ruleName(one)} in ${one.file}`),
    })),
  };
}

function firstLine({ mergeId, merged, fileCount }: MergeOutcome): string {
  if (merged.length === 0) return 'Nothing was merged.';
  if (mergeId === null) return 'Nothing was written: the files had all of it already.';
  const tasks = count(merged.length, 'task');
  const undo = `swarm_undo with merge "${mergeId}" takes that back`;
  return `Merged ${tasks} into ${count(fileCount, 'file')}. ${undo}.`;
}

/** What came of a merge, and of what was left out. */
export function mergeText(outcome: MergeOutcome): string[] {
  const lines = [firstLine(outcome)];
  for (const { taskId, files } of outcome.conflicted.slice(0, 20)) {
    lines.push(`${taskId} was left out: the same lines were edited in ${listed(files)}.`);
  }
  for (const { taskId, introduced } of outcome.doubted.slice(0, 20)) {
    const [first = 'a new problem'] = introduced;
    lines.push(`${taskId} was left out: with it, ${first} is there.`);
  }
  return lines;
}
