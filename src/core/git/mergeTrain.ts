import { combineEdits, type TreeEdits } from './combinedEdits.ts';
import type { GitCommand } from './gitCommand.ts';
import { treeOf } from './gitObjects.ts';
import { mergeTrees } from './threeWayMerge.ts';

/** What wants to be merged. */
export interface TrainCandidate extends TreeEdits {
  readonly taskId: string;
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

/** Tasks of one round share a base and no file: then one merge serves them all. */
async function mergeAtOnce(
  git: GitCommand,
  ours: string,
  candidates: readonly TrainCandidate[],
  signal: AbortSignal | undefined,
): Promise<MergeTrain | undefined> {
  if (candidates.length < 2) return undefined;
  const edits = await combineEdits(git, candidates, signal);
  if (edits === undefined) return undefined;
  const sides = { base: edits.parent, ours, theirs: edits.tree };
  const result = await mergeTrees(git, sides, signal);
  const merged = candidates.map(({ taskId }) => taskId);
  return result.clean ? { tree: result.tree, merged, conflicted: [] } : undefined;
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
  const whole = await mergeAtOnce(git, ours, candidates, signal);
  if (whole !== undefined) return whole;
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
