import { Workpiece } from '../agents/workpiece.ts';
import { secondsBetween } from '../base/clock.ts';
import { SwarmError } from '../base/swarmError.ts';
import { treeChanges } from '../git/treeChanges.ts';
import { checkOut, type WorktreeSlot } from '../git/worktreeSlot.ts';
import { isSuccess, type SwarmResult } from '../protocol/swarmResult.ts';
import type { RecheckJob, TaskPart } from '../protocol/taskFile.ts';
import { type Inspected, Inspection } from './inspection.ts';
import type { JobContext } from './jobContext.ts';
import { matchIssues } from './matchIssues.ts';
import { takeFirstSurvey } from './survey.ts';

/**
 * Judges edits that are there already by the rules for those of agents.
 * @returns one part, whose commit is the one that was judged.
 * @throws {SwarmError} `state` when the commit changes what the checkers go by, so that they have no
 * say in it.
 */
export async function recheckTask(
  context: JobContext,
  slot: WorktreeSlot,
  job: RecheckJob,
): Promise<TaskPart> {
  const startedAt = context.now();
  const inspected = await inspect(context, slot, job);
  if (inspected.commit !== job.commit) {
    const words = `${job.task.taskId} changes how the project is checked`;
    throw new SwarmError('state', `${words}: no check can judge it; look at the edits instead.`);
  }
  const { git } = context.repository;
  const { verdicts, introduced } = inspected.judgement;
  const { commit, parent, task } = job;
  const result: SwarmResult = {
    taskId: task.taskId,
    workerId: context.file.workerId,
    agent: '',
    success: isSuccess({ verdicts, introduced, commit }),
    filesModified: (await treeChanges(git, parent, commit)).map((change) => change.path),
    fixesApplied: verdicts.filter((entry) => entry.verdict === 'fixed').length,
    errors: inspected.notes,
    durationSeconds: secondsBetween(startedAt, context.now()),
    ...{ commit, parent, verdicts, introduced },
  };
  return { kind: result.success ? 'verified' : 'proposed', result };
}

async function inspect(
  context: JobContext,
  slot: WorktreeSlot,
  job: RecheckJob,
): Promise<Inspected> {
  const { benches, signal, emit } = context;
  const { issues, filePaths } = job.task;
  const bench = await benches.take(slot.path, context);
  const workpiece = new Workpiece(slot.path, filePaths, bench.checkers);
  emit({ event: 'checking' });
  const before = await takeFirstSurvey(bench, workpiece, slot.commit, signal);
  await checkOut({ ...slot, commit: job.commit }, signal);
  emit({ event: 'verifying' });
  const doubts = new Map(Object.entries(job.doubts));
  const inspection = new Inspection(context, slot, workpiece, {
    agent: 'recheck',
    parent: job.parent,
    before,
    found: matchIssues(issues, before.diagnostics),
    issues,
    report: { doubts, overallDoubt: undefined, errors: [] },
    lookAround: async () => [],
    surfaceOf: bench.surfaceOf,
  });
  return inspection.inspectCommit(job.commit);
}
