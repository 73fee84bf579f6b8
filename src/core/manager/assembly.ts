import type { TrainConflict } from '../git/mergeTrain.ts';
import type { Repository } from '../git/repository.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';
import { matchIssues } from '../runner/matchIssues.ts';
import { parseSubject } from './mergeList.ts';
import { type MergeRequest, requestedEdits, subjectOf } from './mergeRequest.ts';
import { type CheckedCommit, type DoubtedCandidate, VerifiedTrain } from './verifiedTrain.ts';

/** A task that does not fit together with others, or with what it is to be merged into, and where. */
export interface TaskConflict extends TrainConflict {
  readonly runId: string;
}

/** What all checkers say of a commit. */
export type CheckCommit = (commit: string) => Promise<readonly Diagnostic[]>;

/** What came of putting requests together and checking them. Nothing is written anywhere. */
export interface Assembly {
  /** Those that hold together. */
  readonly good: readonly MergeRequest[];
  /** The tree with all of those. */
  readonly tree: string;
  readonly conflicted: readonly TaskConflict[];
  readonly doubted: readonly DoubtedCandidate[];
}

export function toTaskConflict({ taskId: subject, files }: TrainConflict): TaskConflict {
  const { runId, taskId } = parseSubject(subject);
  return { runId, taskId, files };
}

/**
 * Puts fixes together on top of a commit that was checked, has the result checked, and leaves out what does not hold.
 * @throws {SwarmError} `state` for a task that has nothing to merge, `checker` when that check cannot
 * be made.
 */
export async function assemble(
  repository: Repository,
  requests: readonly MergeRequest[],
  start: CheckedCommit,
  check: CheckCommit,
): Promise<Assembly> {
  const candidates = [];
  for (const request of requests) {
    const { issues } = request.task.task;
    const fixes = [...matchIssues(issues, start.diagnostics).values()];
    candidates.push({ ...(await requestedEdits(repository, request)), fixes });
  }
  const train = new VerifiedTrain(repository.git, check);
  const result = await train.build(start, candidates);
  return {
    good: requests.filter((request) => result.merged.includes(subjectOf(request))),
    tree: result.tree,
    conflicted: result.conflicted.map(toTaskConflict),
    doubted: result.doubted.map((one) => ({ ...one, taskId: parseSubject(one.taskId).taskId })),
  };
}
