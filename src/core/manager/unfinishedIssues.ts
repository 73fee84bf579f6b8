import type { Issue } from '../protocol/issue.ts';
import type { StopReason } from '../protocol/runReport.ts';
import { isActive } from '../protocol/taskState.ts';
import type { RunView, TaskView } from './runView.ts';

/** Runs that did not come to an end of their own. */
const cutShort: ReadonlySet<StopReason | undefined> = new Set<StopReason>(['cancelled', 'error']);

/**
 * The issues that a run did not get to, because it was cancelled or its process was gone: those that
 * no task was planned for, and those of tasks that had not ended. None while the run goes on, and
 * none once a later run has taken over.
 */
export function unfinishedIssues(view: RunView): readonly Issue[] {
  if (!cutShort.has(view.stopReason) || view.continuedBy !== '') return [];
  const last = new Map<string, TaskView>();
  for (const task of view.tasks.values()) {
    for (const issue of task.task.issues) last.set(issue.id, task);
  }
  return view.issues.filter((issue) => {
    const state = last.get(issue.id)?.state;
    const isFixed = view.verdicts.get(issue.id)?.verdict === 'fixed';
    return !isFixed && (state === undefined || state === 'cancelled' || isActive(state));
  });
}
