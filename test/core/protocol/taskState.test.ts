import assert from 'node:assert/strict';
import {
  isActive,
  isUnreviewed,
  type TaskEventKind,
  type TaskState,
  taskStates,
  transition,
} from '../../../src/core/protocol/taskState.ts';

const events: readonly TaskEventKind[] = [
  'started',
  'verifying',
  'ready',
  'failed',
  'lost',
  'cancelled',
  'merged',
  'conflicted',
  'discarded',
  'undone',
  'retried',
  'edited',
  'requeued',
];

const no = undefined;

function none(times: number): undefined[] {
  return Array.from({ length: times }, () => no);
}

/** The life of a task, a row for each state and a column for each event, in the order of `events`. */
const life: Readonly<Record<TaskState, readonly (TaskState | undefined)[]>> = {
  // A worker may take it; it can be called off, given up or thrown away before that.
  queued: ['running', no, no, 'failed', no, 'cancelled', no, no, 'discarded', no, no, no, no],
  // A worker that goes away leaves the task to another one; so does one that was asked for patience.
  running: [no, 'verifying', 'ready', 'failed', 'queued', 'cancelled', ...none(6), 'queued'],
  verifying: [no, no, 'ready', 'failed', 'queued', 'cancelled', ...none(6), 'queued'],
  // Now a person decides, or the train does; what a person has edited is for review again.
  ready: [...none(6), 'merged', 'conflicted', 'discarded', no, 'queued', 'ready', no],
  // The user's files may have changed since: it can be tried again, with either outcome.
  conflicted: [...none(6), 'merged', 'conflicted', 'discarded', no, 'queued', 'ready', no],
  // What is merged can only be taken back, and stands where it stood before.
  merged: [...none(9), 'ready', no, no, no],
  discarded: [...none(10), 'queued', no, no],
  failed: [...none(8), 'discarded', no, 'queued', no, no],
  cancelled: [...none(8), 'discarded', no, 'queued', no, no],
};

/** All states that a task can come to without being started again. */
function reachable(from: TaskState): Set<TaskState> {
  const seen = new Set<TaskState>([from]);
  for (const state of seen) {
    for (const event of events.filter((kind) => kind !== 'retried')) {
      const next = transition(state, event);
      if (next !== undefined) seen.add(next);
    }
  }
  return seen;
}

describe('transition', () => {
  for (const state of taskStates) {
    it(`knows all that can happen to a task that is ${state}`, () => {
      assert.deepEqual(
        events.map((event) => transition(state, event)),
        life[state],
      );
    });
  }

  it('leads to every state from the beginning', () => {
    assert.deepEqual([...reachable('queued')].toSorted(), taskStates.toSorted());
  });

  it('never merges what was thrown away, given up or called off, unless it is done again', () => {
    for (const state of ['discarded', 'failed', 'cancelled'] as const) {
      assert.equal(reachable(state).has('merged'), false);
    }
  });

  it('never merges what was not ready', () => {
    const merging = taskStates.filter((state) => transition(state, 'merged') !== undefined);
    assert.deepEqual(merging, ['ready', 'conflicted']);
  });

  it('never leaves a task without an end', () => {
    const ends: readonly TaskState[] = ['merged', 'discarded', 'failed', 'cancelled'];
    for (const state of taskStates) {
      assert.ok(ends.some((end) => reachable(state).has(end)));
    }
  });
});

describe('isActive and isUnreviewed', () => {
  it('tell who has to do something about a task', () => {
    assert.deepEqual(taskStates.filter(isActive), ['queued', 'running', 'verifying']);
    assert.deepEqual(taskStates.filter(isUnreviewed), ['ready', 'conflicted']);
  });
});
