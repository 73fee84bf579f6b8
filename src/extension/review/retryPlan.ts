import { groupBy } from '../../core/base/groupBy.ts';
import type { FoundTask } from '../../core/manager/taskSelection.ts';
import { type RunPlan, repeatRequest } from '../../core/repeatRun.ts';

/** The tasks of one run that are tried again together. */
export interface RetryPlan<Task extends FoundTask> {
  readonly tasks: readonly Task[];
  /** Those that have not been discarded before. */
  readonly open: readonly Task[];
  readonly plan: RunPlan;
}

/**
 * A run on the problems of some tasks for each run that they are of, since each has its own options.
 * @param note what the person wants agents to know; an earlier one does not count any more.
 */
export function planRetry<Task extends FoundTask>(
  tasks: readonly Task[],
  note: string,
): RetryPlan<Task>[] {
  return [...groupBy(tasks, ({ run }) => run)].map(([run, group]) => {
    const issues = group.flatMap(({ task }) => task.task.issues);
    const { note: _before, ...plan } = repeatRequest(run, issues);
    return {
      tasks: group,
      open: group.filter(({ task }) => task.state !== 'discarded'),
      plan: note === '' ? plan : { ...plan, note },
    };
  });
}
