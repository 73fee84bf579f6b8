/** Where a task stands. */
export const taskStates = [
  'queued',
  'running',
  'verifying',
  'ready',
  'merged',
  'discarded',
  'failed',
  'cancelled',
  'conflicted',
] as const;

export type TaskState = (typeof taskStates)[number];

/** What can happen to a task. */
export type TaskEventKind =
  | 'started'
  | 'verifying'
  | 'ready'
  | 'failed'
  | 'lost'
  /** Its agent's service has asked for patience: it is tried again later. */
  | 'requeued'
  | 'cancelled'
  | 'merged'
  | 'conflicted'
  | 'edited'
  | 'discarded'
  | 'undone'
  | 'retried';

type Moves = Readonly<Partial<Record<TaskEventKind, TaskState>>>;

const ended: Moves = { discarded: 'discarded', retried: 'queued' };

/** The whole life of a task. What is not listed cannot happen. */
const moves: Readonly<Record<TaskState, Moves>> = {
  queued: { started: 'running', cancelled: 'cancelled', failed: 'failed', discarded: 'discarded' },
  running: {
    verifying: 'verifying',
    ready: 'ready',
    failed: 'failed',
    lost: 'queued',
    requeued: 'queued',
    cancelled: 'cancelled',
  },
  verifying: {
    ready: 'ready',
    failed: 'failed',
    lost: 'queued',
    requeued: 'queued',
    cancelled: 'cancelled',
  },
  ready: { ...ended, merged: 'merged', conflicted: 'conflicted', edited: 'ready' },
  conflicted: { ...ended, merged: 'merged', conflicted: 'conflicted', edited: 'ready' },
  merged: { undone: 'ready' },
  discarded: { retried: 'queued' },
  failed: ended,
  cancelled: ended,
};

/** The state after `event`, or undefined when that cannot happen in `state`. */
export function transition(state: TaskState, event: TaskEventKind): TaskState | undefined {
  return moves[state][event];
}

/** True while a worker may still change something. */
export function isActive(state: TaskState): boolean {
  return state === 'queued' || state === 'running' || state === 'verifying';
}

/** True while a person has not yet said what shall become of the edits. */
export function isUnreviewed(state: TaskState): boolean {
  return state === 'ready' || state === 'conflicted';
}
