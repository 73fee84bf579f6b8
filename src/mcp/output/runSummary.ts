import * as z from 'zod';
import { reportRun } from '../../core/manager/runReport.ts';
import type { RunView, TaskView } from '../../core/manager/runView.ts';
import { isActive, type TaskState, taskStates } from '../../core/protocol/taskState.ts';
import { orNull } from './orNull.ts';
import { runSpendingShape, toRunSpending } from './spendingShape.ts';

const counted = z.int().min(0);

/** A run in numbers, with the names that `run --json` has for them. */
export const runSummaryShape = z.object({
  runId: z.string(),
  state: z.enum(['running', 'ended']),
  stopReason: orNull(
    z.enum(['clean', 'stalled', 'regressed', 'limit', 'cancelled', 'error']),
  ).describe('Why it has ended; null while it goes on.'),
  error: z.string().optional().describe('What has ended it before its time.'),
  mode: z.enum(['parallel', 'sequential']),
  backend: z.enum(['mahavishnu', 'local']),
  workers: counted,
  base: z.string().describe('The commit with the files as they were when it started.'),
  startedAt: z.string(),
  durationSeconds: z.number(),
  issues: z.object({
    found: counted,
    fixed: counted,
    remaining: counted,
    proposed: counted,
    suppressed: counted,
    introduced: counted,
    unverified: counted,
  }),
  tasks: z
    .object({
      total: counted,
      done: counted,
      verified: counted.describe('Ready, and nothing but fixed in them: swarm_merge, verified.'),
      toJudge: counted.describe('Ready, but somebody must look at them first: swarm_diff.'),
      byState: z.partialRecord(z.enum(taskStates), counted),
    })
    .describe('How many tasks there are.'),
  spending: runSpendingShape
    .optional()
    .describe('What agents have used; left out when that is nothing.'),
});

export type RunSummary = z.output<typeof runSummaryShape>;

function countStates(tasks: readonly TaskView[]): Partial<Record<TaskState, number>> {
  const counts: Partial<Record<TaskState, number>> = {};
  for (const { state } of tasks) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

export interface SummaryParts {
  readonly now: number;
  /** What has ended it before its time, if anything has. */
  readonly failure?: string | undefined;
}

export function summarizeRun(view: RunView, { now, failure }: SummaryParts): RunSummary {
  const { runId, mode, backend, workers, base, startedAt, durationSeconds, issues, spending } =
    reportRun(view);
  const tasks = [...view.tasks.values()];
  const ready = tasks.filter(({ state }) => state === 'ready');
  const verified = ready.filter(({ result }) => result?.success === true).length;
  const { stopReason } = view;
  const soFar = Math.max(0, (now - Date.parse(startedAt)) / 1000);
  return {
    runId,
    state: stopReason === undefined ? 'running' : 'ended',
    stopReason: stopReason ?? null,
    ...(failure === undefined ? {} : { error: failure }),
    ...{ mode, backend, workers, base, startedAt },
    durationSeconds: stopReason === undefined ? soFar : durationSeconds,
    issues: { ...issues },
    tasks: {
      total: tasks.length,
      done: tasks.filter(({ state }) => !isActive(state)).length,
      verified,
      toJudge: ready.length - verified,
      byState: countStates(tasks),
    },
    ...(spending === undefined ? {} : { spending: toRunSpending(spending) }),
  };
}
