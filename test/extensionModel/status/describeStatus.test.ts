import { deepEqual, equal } from 'node:assert/strict';
import { describeStatus, type Status } from '../../../src/extension/status/describeStatus.ts';
import type { RunFacts, SessionFacts } from '../../../src/extension/status/sessionFacts.ts';

const quiet: SessionFacts = { run: undefined, toReview: 0, broken: undefined };

function running(more: Partial<RunFacts> = {}): RunFacts {
  return { done: 3, total: 8, isPaused: false, phase: 'round 1', ...more };
}

function statusOf(sessions: SessionFacts[], acknowledged: readonly string[] = []): Status {
  return describeStatus({ isTrusted: true, sessions, acknowledged: new Set(acknowledged) });
}

describe('the status', () => {
  it('is idle when nothing is going on', () => {
    deepEqual(statusOf([]), { kind: 'idle' });
    deepEqual(statusOf([quiet, quiet]), { kind: 'idle' });
  });

  it('says only that a folder is not trusted, whatever else there is', () => {
    const sessions = [{ ...quiet, toReview: 4, run: running() }];
    const status = describeStatus({ isTrusted: false, sessions, acknowledged: new Set() });
    deepEqual(status, { kind: 'untrusted' });
  });

  it('counts the fixes that wait in all repositories', () => {
    const status = statusOf([
      { ...quiet, toReview: 2 },
      { ...quiet, toReview: 3 },
    ]);
    deepEqual(status, { kind: 'waiting', toReview: 5 });
  });

  it('is planning until a run knows its tasks', () => {
    const run = running({ done: 0, total: 0, phase: 'taking a snapshot' });
    const expected = { kind: 'planning', phase: 'taking a snapshot', toReview: 1 };
    deepEqual(statusOf([{ ...quiet, toReview: 1, run }]), expected);
  });

  it('adds up the tasks of all that runs', () => {
    const status = statusOf([
      { ...quiet, toReview: 5, run: running() },
      { ...quiet, run: running({ done: 1, total: 2, isPaused: true }) },
    ]);
    deepEqual(status, { kind: 'running', done: 4, total: 10, toReview: 5 });
  });

  it('is paused only when all that runs is', () => {
    const run = running({ isPaused: true });
    const expected = { kind: 'paused', done: 3, total: 8, toReview: 0 };
    deepEqual(statusOf([{ ...quiet, run }, quiet]), expected);
  });

  it('tells a run that can be gone on with from one that failed', () => {
    const cutOff = { ...quiet, toReview: 2, broken: { runId: 'r1', canContinue: true } };
    const failed = { ...quiet, broken: { runId: 'r2', canContinue: false } };
    deepEqual(statusOf([cutOff]), { kind: 'cutOff', runIds: ['r1'], toReview: 2 });
    deepEqual(statusOf([failed]), { kind: 'failed', runIds: ['r2'], toReview: 0 });
    deepEqual(statusOf([failed, cutOff]).kind, 'cutOff');
  });

  it('does not bring up a broken run again that somebody has looked at', () => {
    const cutOff = { ...quiet, broken: { runId: 'r1', canContinue: true } };
    deepEqual(statusOf([cutOff], ['r1']), { kind: 'idle' });
  });

  it('says that something runs rather than that something else is broken', () => {
    const broken = { ...quiet, broken: { runId: 'r1', canContinue: true } };
    equal(statusOf([broken, { ...quiet, run: running() }]).kind, 'running');
  });
});
