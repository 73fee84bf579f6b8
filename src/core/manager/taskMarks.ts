import type { TaskEventKind } from '../protocol/taskState.ts';
import { withoutPartMark } from './mergeList.ts';
import { subjectOf } from './mergeRequest.ts';
import { RunRecorder } from './runRecorder.ts';
import type { RunStore } from './runStore.ts';

/** Writes down, in the runs that they are of, what has become of tasks. */
export class TaskMarks {
  readonly #store: RunStore;

  constructor(store: RunStore) {
    this.#store = store;
  }

  async mark(
    runId: string,
    taskId: string,
    change: TaskEventKind,
    more: { readonly mergeId?: string; readonly reason?: string } = {},
  ): Promise<void> {
    const recorder = await RunRecorder.open(this.#store, runId, () => undefined);
    await recorder.append({ event: 'task', taskId, change, ...more });
  }

  /**
   * Makes the tasks of a merge ready again, also those of which it was only a part.
   * @param subjects as the record of the merge names them.
   * @returns their ids.
   */
  async markUndone(mergeId: string, subjects: readonly string[]): Promise<string[]> {
    const named = new Set(subjects.map(withoutPartMark));
    const undone: string[] = [];
    for (const { record, tasks } of await this.#store.views()) {
      const { runId } = record;
      for (const task of tasks.values()) {
        const isOfMerge = task.mergeId === mergeId || named.has(subjectOf({ runId, task }));
        if (!isOfMerge || task.state !== 'merged') continue;
        await this.mark(runId, task.task.taskId, 'undone');
        undone.push(task.task.taskId);
      }
    }
    return undone;
  }
}
