import { deepEqual } from 'node:assert/strict';
import type { RunView } from '../../../src/core/manager/runView.ts';
import { type FactSource, factsOf } from '../../../src/extension/status/sessionFacts.ts';
import { runWith } from '../../support/taskViews.ts';

function sourceWith(runs: RunView[], more: Partial<FactSource> = {}): FactSource {
  const rest = { isRunning: false, canContinue: false, toReview: 0, otherHolder: '' };
  return { root: '/work', name: 'work', live: undefined, runs, ...rest, ...more };
}

const half = runWith('r1', [
  ['t01', { state: 'ready' }],
  ['t01.rest', { state: 'failed' }],
  ['t02', { state: 'running' }],
]);

describe('the facts about a repository', () => {
  it('hold no run when none goes on', () => {
    const ended: RunView = { ...half, stopReason: 'clean' };
    const expected = { run: undefined, toReview: 2, broken: undefined };
    deepEqual(factsOf(sourceWith([ended], { toReview: 2 })), expected);
  });

  it('count a task once that has come apart', () => {
    const live = { runId: 'r1', phase: 'round 1', isPaused: false, workers: () => [] };
    const { run } = factsOf(sourceWith([half], { isRunning: true, live }));
    deepEqual(run, { done: 1, total: 2, isPaused: false, phase: 'round 1' });
  });

  it('tell of a run that has begun and is not written down yet', () => {
    const live = { runId: '', phase: 'taking a snapshot', isPaused: false, workers: () => [] };
    const { run } = factsOf(sourceWith([], { isRunning: true, live }));
    deepEqual(run, { done: 0, total: 0, isPaused: false, phase: 'taking a snapshot' });
  });

  it('tell of the run of another process, as far as its journal does', () => {
    const paused: RunView = { ...half, isPaused: true };
    const other = { isRunning: true, otherHolder: 'process 7 (run)' };
    const { run } = factsOf(sourceWith([paused], other));
    deepEqual(run, { done: 1, total: 2, isPaused: true, phase: '' });
  });

  it('say of the last run only that it broke', () => {
    const broken: RunView = { ...half, stopReason: 'error' };
    const later: RunView = { ...runWith('r2', []), stopReason: 'clean' };
    deepEqual(factsOf(sourceWith([broken], { canContinue: true })).broken, {
      runId: 'r1',
      canContinue: true,
    });
    deepEqual(factsOf(sourceWith([broken, later])).broken, undefined);
  });
});
