import { checkedOutFile } from '../../core/git/checkedOutFile.ts';
import { type Hunk, listHunks } from '../../core/git/hunks.ts';
import { isUnreviewed } from '../../core/protocol/taskState.ts';
import type { FixAddress } from './fixAddress.ts';
import { changedResult, type FoundFix } from './foundFix.ts';
import { type IssueMark, markIssues } from './issueMarks.ts';
import type { HunkChoice } from './markText.ts';

/** A file of a fix with all that is to be said in it. */
export interface MarkedFile {
  readonly hunks: readonly Hunk[];
  readonly marks: readonly IssueMark[];
  readonly choiceOf: (hunk: Hunk) => HunkChoice | undefined;
}

/** Lines of the fix that a hunk stands at, from 0; where only lines are gone, the one before. */
export function linesOf({ newStart, newLines }: Hunk): readonly [first: number, last: number] {
  const first = Math.max(newStart - 1, 0);
  return [first, first + Math.max(newLines - 1, 0)];
}

/** @param line from 0. */
export function isIn(hunk: Hunk, line: number): boolean {
  const [first, last] = linesOf(hunk);
  return line >= first && line <= last;
}

/** @throws {SwarmError} `git`, `state`. */
export async function readMarks(found: FoundFix, { path }: FixAddress): Promise<MarkedFile> {
  const { parent, commit } = changedResult(found);
  const { git } = found.session.swarm.repository;
  const [hunks, base] = await Promise.all([
    listHunks(git, parent, commit, path),
    checkedOutFile(git, parent, path),
  ]);
  const { root } = found.session;
  const { state, task } = found.task;
  const { runId } = found.run.record;
  const texts = { path, base: base?.toString() ?? '', hunks };
  const choiceOf = ({ index }: Hunk): HunkChoice | undefined => {
    if (!isUnreviewed(state)) return undefined;
    const reference = { root, runId, taskId: task.taskId, path, hunks: [index] };
    return { reference, canAccept: state === 'ready' };
  };
  return { hunks, marks: markIssues(found.task, texts), choiceOf };
}
