import type { RunView, TaskView } from '../../core/manager/runView.ts';
import { isActive, isUnreviewed } from '../../core/protocol/taskState.ts';
import { type FixGroup, fixGroups, groupOf } from './fixGroup.ts';
import type { FixReference } from './fixReference.ts';

/** What the view of fixes needs to know of a repository. */
export interface FixSource {
  readonly root: string;
  readonly name: string;
  /** Oldest first. */
  readonly runs: readonly RunView[];
}

/** A task with where it is. */
export interface PlacedTask {
  readonly reference: FixReference;
  readonly task: TaskView;
}

/** As they were planned: `t9`, `t10`, and `t10.rest` with its whole. */
export function inOrder(tasks: Iterable<TaskView>): TaskView[] {
  const numbered = [...tasks].map((task) => {
    const { taskId } = task.task;
    return { task, taskId, number: Number(/\d+/.exec(taskId)?.[0] ?? 0) };
  });
  numbered.sort((one, other) => one.number - other.number || (one.taskId < other.taskId ? -1 : 1));
  return numbered.map(({ task }) => task);
}

/** A later run went on with it: what it was about is listed there. */
function isTakenOver({ continuedBy }: RunView, { state, result }: TaskView): boolean {
  return continuedBy !== '' && state === 'discarded' && result === undefined;
}

function* tasksOf({ root, runs }: FixSource): Iterable<PlacedTask> {
  for (const run of [...runs].reverse()) {
    const { runId } = run.record;
    for (const task of inOrder(run.tasks.values())) {
      if (isTakenOver(run, task)) continue;
      yield { reference: { root, runId, taskId: task.task.taskId }, task };
    }
  }
}

/** All tasks by group: the newest run first, then as they were planned. No group is empty. */
export function groupFixes(sources: readonly FixSource[]): Map<FixGroup, PlacedTask[]> {
  const groups = new Map<FixGroup, PlacedTask[]>(fixGroups.map((group) => [group, []]));
  for (const source of sources) {
    for (const placed of tasksOf(source)) groups.get(groupOf(placed.task.state))?.push(placed);
  }
  for (const group of fixGroups) if (groups.get(group)?.length === 0) groups.delete(group);
  return groups;
}

function isOpen({ tasks }: RunView): boolean {
  for (const { state } of tasks.values()) if (isActive(state) || isUnreviewed(state)) return true;
  return false;
}

/** True when a person could not tell of which run or repository a task is. */
export function needsOrigin(sources: readonly FixSource[]): boolean {
  return sources.length > 1 || sources.flatMap(({ runs }) => runs).filter(isOpen).length > 1;
}
