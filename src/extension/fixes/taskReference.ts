import type { FixReference } from './fixReference.ts';

/** A whole task. */
export type TaskReference = Pick<FixReference, 'root' | 'runId' | 'taskId'>;

/** The whole task that a reference is a part of. */
export function taskOf({ root, runId, taskId }: TaskReference): TaskReference {
  return { root, runId, taskId };
}
