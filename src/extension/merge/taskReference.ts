import type { FixReference } from '../fixes/fixReference.ts';
import { taskKey } from '../session/sessionChange.ts';

/** A whole task. */
export type TaskReference = Pick<FixReference, 'root' | 'runId' | 'taskId'>;

/** The name of a task among those of all repositories. */
export function referenceKey({ root, runId, taskId }: TaskReference): string {
  return `${root}\n${taskKey(runId, taskId)}`;
}

/** The whole task that a reference is a part of. */
export function taskOf({ root, runId, taskId }: TaskReference): TaskReference {
  return { root, runId, taskId };
}
