import { SwarmError } from '../base/swarmError.ts';
import type { FileSelection } from '../git/fileSelection.ts';
import { commitTree } from '../git/gitObjects.ts';
import { treeWithHunks } from '../git/hunks.ts';
import type { TrainCandidate } from '../git/mergeTrain.ts';
import type { Repository } from '../git/repository.ts';
import { mergeTrees } from '../git/threeWayMerge.ts';
import type { TaskView } from './runView.ts';

/** What somebody wants of a task. */
export interface MergeRequest {
  readonly runId: string;
  readonly task: TaskView;
  /** None means all of it. */
  readonly parts: readonly FileSelection[];
  /** What the person does not want. The task is merged when all else of it is in. */
  readonly except?: readonly FileSelection[];
}

/** Names a task among those of all runs. */
export function subjectOf({ runId, task }: Pick<MergeRequest, 'runId' | 'task'>): string {
  return `${runId}/${task.task.taskId}`;
}

/** True when more of the task may be wanted later. */
export function isPartial({ parts }: MergeRequest): boolean {
  return parts.length > 0;
}

async function candidateOf(
  repository: Repository,
  request: MergeRequest,
  parts: readonly FileSelection[],
): Promise<TrainCandidate> {
  const { task, except = [] } = request;
  const { taskId } = task.task;
  const { result } = task;
  if (result === undefined || result.commit === null) {
    throw new SwarmError('state', `${taskId} is ${task.state}: there is nothing to merge.`);
  }
  const { parent, commit } = result;
  const subject = { taskId: subjectOf(request), parent };
  if (parts.length === 0 && except.length === 0) return { ...subject, commit };
  const tree = await treeWithHunks(repository, parent, commit, parts, except);
  const part = { tree, parents: [parent], message: `part of ${taskId}` };
  return { ...subject, commit: await commitTree(repository.git, part) };
}

/**
 * What is asked for, under the name from {@link subjectOf}.
 * @throws {SwarmError} `state` for a task that has nothing to merge, `usage` for a part that it has not.
 */
export function requestedEdits(
  repository: Repository,
  request: MergeRequest,
): Promise<TrainCandidate> {
  return candidateOf(repository, request, request.parts);
}

/** True when a tree holds all of a task that is wanted at all: merging it once more changes nothing. */
export async function holdsAll(
  repository: Repository,
  request: MergeRequest,
  tree: string,
): Promise<boolean> {
  if (!isPartial(request)) return true;
  const { parent, commit } = await candidateOf(repository, request, []);
  const result = await mergeTrees(repository.git, { base: parent, ours: tree, theirs: commit });
  return result.clean && result.tree === tree;
}
