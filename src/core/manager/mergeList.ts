import type { GitCommand } from '../git/gitCommand.ts';
import { listMerges, type MergeRecord } from '../git/undo.ts';
import type { RunView } from './runView.ts';

/** A task that a merge brought in. */
export interface MergedTask {
  readonly runId: string;
  readonly taskId: string;
  /** Only some of it was merged. */
  readonly isPart: boolean;
  /** What the task is, in one line for a person; empty when its run is no longer kept. */
  readonly reason: string;
}

/** A merge that can be taken back, with what it brought in. */
export interface MergeEntry extends MergeRecord {
  readonly tasks: readonly MergedTask[];
}

const partMark = ' (part)';

/** How a merge's record names a task; see {@link parseSubject}. */
export function formatSubject(subject: string, isPart: boolean): string {
  return isPart ? `${subject}${partMark}` : subject;
}

/** The name of the task itself. */
export function withoutPartMark(text: string): string {
  return text.endsWith(partMark) ? text.slice(0, -partMark.length) : text;
}

export function parseSubject(text: string): Omit<MergedTask, 'reason'> {
  const name = withoutPartMark(text);
  const slash = name.indexOf('/');
  const [runId, taskId] = [name.slice(0, slash), name.slice(slash + 1)];
  return { runId, taskId, isPart: name !== text };
}

/** What can be taken back, the newest first. */
export async function describeMerges(
  git: GitCommand,
  runs: readonly RunView[],
): Promise<MergeEntry[]> {
  const views = new Map(runs.map((run) => [run.record.runId, run]));
  return (await listMerges(git)).map((merge) => ({
    ...merge,
    tasks: merge.subjects.map((text) => {
      const task = parseSubject(text);
      const view = views.get(task.runId)?.tasks.get(task.taskId);
      return { ...task, reason: view?.task.reason ?? '' };
    }),
  }));
}
