import type { GitCommand } from './gitCommand.ts';
import { treeOf } from './gitObjects.ts';
import { mergeTrees } from './threeWayMerge.ts';

/** What wants to be merged. */
export interface TrainCandidate {
  readonly taskId: string;
  /** What the edits were made on. */
  readonly parent: string;
  /** The edits: a commit, or a tree with some of them. */
  readonly commit: string;
}

export interface TrainConflict {
  readonly taskId: string;
  readonly files: readonly string[];
}

export interface MergeTrain {
  /** The tree with all of `merged` in it. */
  readonly tree: string;
  readonly merged: readonly string[];
  readonly conflicted: readonly TrainConflict[];
}

/**
 * Merges one candidate after the other, in memory. One that collides with what is in already is
 * left out.
 * @param ours the tree to start from.
 */
export async function buildTrain(
  git: GitCommand,
  ours: string,
  candidates: readonly TrainCandidate[],
  signal?: AbortSignal,
): Promise<MergeTrain> {
  let tree = await treeOf(git, ours);
  const merged: string[] = [];
  const conflicted: TrainConflict[] = [];
  for (const { taskId, parent, commit } of candidates) {
    const result = await mergeTrees(git, { base: parent, ours: tree, theirs: commit }, signal);
    if (result.clean) {
      tree = result.tree;
      merged.push(taskId);
    } else {
      conflicted.push({ taskId, files: result.conflicts });
    }
  }
  return { tree, merged, conflicted };
}
