import type { RunView, TaskView } from '../../core/manager/runView.ts';
import type { Issue } from '../../core/protocol/issue.ts';
import type { FixReference } from '../fixes/fixReference.ts';
import { type Standing, standingOf } from './standing.ts';

/** A problem of a task, and how it stands with it. */
export interface HeldIssue {
  readonly issue: Issue;
  readonly reference: FixReference;
  readonly standing: Standing;
  /** How many problems the task holds: its fix is accepted as a whole. */
  readonly inTask: number;
}

/** A repository, as far as its tasks matter here. */
export interface TaskSource {
  readonly root: string;
  /** Oldest first. */
  tasks(): Iterable<{ readonly run: RunView; readonly task: TaskView }>;
}

/** True when the editor still reports an issue of a task after that was merged. */
export type IsStillReported = (reference: FixReference, issueId: string) => boolean;

/**
 * The problems of one file that tasks hold. When several runs knew one, the latest has the word.
 * @param file relative to the root, with `/`.
 */
export function heldIssuesIn(
  source: TaskSource,
  file: string,
  isStillReported: IsStillReported,
): HeldIssue[] {
  const held = new Map<string, HeldIssue>();
  for (const { run, task } of source.tasks()) {
    const { taskId, issues } = task.task;
    const reference = { root: source.root, runId: run.record.runId, taskId };
    for (const issue of issues) {
      if (issue.file !== file) continue;
      const standing = standingOf(task, issue.id, isStillReported(reference, issue.id));
      if (standing === undefined) continue;
      held.set(issue.id, { issue, reference, standing, inTask: issues.length });
    }
  }
  return [...held.values()];
}
