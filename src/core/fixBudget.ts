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

/** The first `left` issues of a task, and the others as a task of its own. */
function cut(task: SwarmTask, left: number): readonly [SwarmTask, SwarmTask] {
  const { issues, taskId } = task;
  return [
    withIssues(task, issues.slice(0, left), taskId),
    withIssues(task, issues.slice(left), `${taskId}.over`),
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
