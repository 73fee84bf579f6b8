import type { TaskState } from '../../core/protocol/taskState.ts';

/** How the view of fixes is divided, first to last. */
export const fixGroups = [
  'review',
  'running',
  'queued',
  'conflicted',
  'merged',
  'discarded',
  'failed',
  'cancelled',
] as const;

export type FixGroup = (typeof fixGroups)[number];

const groups: Readonly<Record<TaskState, FixGroup>> = {
  ready: 'review',
  running: 'running',
  verifying: 'running',
  queued: 'queued',
  conflicted: 'conflicted',
  merged: 'merged',
  discarded: 'discarded',
  failed: 'failed',
  cancelled: 'cancelled',
};

export function groupOf(state: TaskState): FixGroup {
  return groups[state];
}
