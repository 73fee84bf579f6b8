import { isUnreviewed } from '../../core/protocol/taskState.ts';
import { inOrder } from '../fixes/fixBoard.ts';
import type { FixReference } from '../fixes/fixReference.ts';
import type { RepositorySession } from '../session/repositorySession.ts';

/** The fixes that wait for a person, in the order of the view: those of the newest run first. */
export function reviewList(
  sessions: Iterable<Pick<RepositorySession, 'root' | 'runs'>>,
): FixReference[] {
  const list: FixReference[] = [];
  for (const { root, runs } of sessions) {
    for (const { record, tasks } of runs.toReversed()) {
      const waiting = [...tasks.values()].filter(({ state }) => isUnreviewed(state));
      for (const { task } of inOrder(waiting)) {
        list.push({ root, runId: record.runId, taskId: task.taskId });
      }
    }
  }
  return list;
}
