import { groupBy } from './base/groupBy.ts';
import type { SwarmTask } from './protocol/swarmTask.ts';

/** What may begin now, and what has to wait. Together they are all of the tasks. */
export interface Batch {
  readonly now: readonly SwarmTask[];
  readonly later: readonly SwarmTask[];
}

function withIssues(task: SwarmTask, issues: SwarmTask['issues'], taskId: string): SwarmTask {
  const filePaths = [...new Set(issues.map(({ file }) => file))].sort();
  return { ...task, taskId, issues, filePaths };
}

/** How many of the first lines' issues there are at most `left` of; all that are left when one has more. */
function wholeLines(issues: SwarmTask['issues'], left: number): number {
  let end = 0;
  for (const [, members] of groupBy(issues, ({ file, range }) => `${file}:${range.line}`)) {
    if (end + members.length > left) break;
    end += members.length;
  }
  return end === 0 ? left : end;
}

/**
 * The first issues of a task, `left` at most, and the others as a task of its own. What several tools say
 * of one line stays together: one edit is the answer to all of it.
 */
function cut(task: SwarmTask, left: number): readonly [SwarmTask, SwarmTask] {
  const { taskId } = task;
  const issues = task.issues.toSorted(
    (one, other) => one.file.localeCompare(other.file) || one.range.line - other.range.line,
  );
  const end = wholeLines(issues, left);
  return [
    withIssues(task, issues.slice(0, end), taskId),
    withIssues(task, issues.slice(end), `${taskId}.over`),
  ];
}

/**
 * Takes tasks, in their order, as long as they cannot fix more than is wanted.
 * @param left how many problems may still be fixed; a task that has more is cut when it is the next one.
 */
export function nextBatch(tasks: readonly SwarmTask[], left: number): Batch {
  const [first, ...others] = tasks;
  if (first === undefined || left <= 0) return { now: [], later: tasks };
  if (first.issues.length > left) {
    const [head, rest] = cut(first, left);
    return { now: [head], later: [rest, ...others] };
  }
  let sum = 0;
  const end = tasks.findIndex(({ issues }) => {
    sum += issues.length;
    return sum > left;
  });
  return end < 0
    ? { now: tasks, later: [] }
    : { now: tasks.slice(0, end), later: tasks.slice(end) };
}
