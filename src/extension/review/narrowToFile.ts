import type { TaskView } from '../../core/manager/runView.ts';

/** A task as if it had been about one file only. */
export function narrowToFile(view: TaskView, path: string): TaskView {
  const isMeant = ({ file }: { readonly file: string }): boolean => file === path;
  const issues = view.task.issues.filter(isMeant);
  const task = { ...view.task, issues };
  if (view.result === undefined) return { ...view, task };
  const ids = new Set(issues.map(({ id }) => id));
  const verdicts = view.result.verdicts.filter(({ issueId }) => ids.has(issueId));
  const introduced = view.result.introduced.filter(isMeant);
  return { ...view, task, result: { ...view.result, verdicts, introduced } };
}
