import { deepEqual, equal } from 'node:assert/strict';
import type { JournalEvent, NewJournalEvent } from '../../../src/core/manager/journalEvent.ts';
import { reportRun } from '../../../src/core/manager/runReport.ts';
import { RunHistory } from '../../../src/core/manager/runView.ts';
import type { Issue } from '../../../src/core/protocol/issue.ts';
import type { SwarmResult } from '../../../src/core/protocol/swarmResult.ts';
import type { SwarmTask } from '../../../src/core/protocol/swarmTask.ts';
import type { TaskPart } from '../../../src/core/protocol/taskFile.ts';
import type { Verdict } from '../../../src/core/protocol/verdict.ts';
import { recordOf } from '../../support/runRecords.ts';

const record = recordOf('r1');

function issue(id: string): Issue {
  return {
    id,
    file: 'a.ts',
    range: { line: 1, column: 1, endLine: 1, endColumn: 2 },
    severity: 'error',
    source: 'ts',
    code: '1',
    message: id,
    type: 'type_error',
    priority: 1,
    lineText: '',
  };
}

const task: SwarmTask = {
  taskId: 't01',
  issueType: 'type_error',
  filePaths: ['a.ts'],
  priority: 1,
  issues: [issue('x'), issue('y'), issue('z')],
  reason: '',
};

function part(kind: TaskPart['kind'], verdicts: Readonly<Record<string, Verdict>>): TaskPart {
  const result: SwarmResult = {
    taskId: 't01',
    workerId: 'w1',
    agent: 'quickfix',
    success: kind === 'verified',
    filesModified: [],
    fixesApplied: 0,
    errors: [],
    durationSeconds: 1,
    commit: kind === 'remains' ? null : `commit of ${kind}`,
    parent: 'base',
    verdicts: Object.entries(verdicts).map(([issueId, verdict]) => ({
      issueId,
      verdict,
      reason: '',
    })),
    introduced: [],
  };
  return { kind, result };
}

function follow(...events: NewJournalEvent[]): RunHistory {
  const dated = events.map((event): JournalEvent => ({ at: '2026-01-01T00:00:01.000Z', ...event }));
  return new RunHistory(record, dated);
}

const planned: NewJournalEvent[] = [
  { event: 'found', issues: task.issues },
  { event: 'planned', round: 1, base: 'base', tasks: [task] },
];
const started: NewJournalEvent = {
  event: 'task',
  taskId: 't01',
  change: 'started',
  workerId: 'w1',
};
const settled: NewJournalEvent = {
  event: 'settled',
  taskId: 't01',
  workerId: 'w1',
  parts: [
    part('verified', { x: 'fixed' }),
    part('proposed', { y: 'proposed' }),
    part('remains', { z: 'remains' }),
  ],
};

describe('RunHistory', () => {
  it('makes tasks of the parts of a task, each with its own issues', () => {
    const { tasks } = follow(...planned, started, settled).view();
    deepEqual(
      [...tasks.values()].map((view) => [
        view.task.taskId,
        view.state,
        view.task.issues.map((one) => one.id),
      ]),
      [
        ['t01', 'ready', ['x']],
        ['t01.proposed', 'ready', ['y']],
        ['t01.rest', 'failed', ['z']],
      ],
    );
  });

  it('ignores what cannot happen, such as a merge of a task that was discarded', () => {
    const history = follow(
      ...planned,
      started,
      settled,
      { event: 'task', taskId: 't01', change: 'discarded' },
      { event: 'task', taskId: 't01', change: 'merged', mergeId: 'm1' },
    );
    equal(history.task('t01')?.state, 'discarded');
    equal(history.task('t01')?.mergeId, '');
  });

  it('counts each issue once, with the last that is known of it', () => {
    const history = follow(...planned, started, settled, {
      event: 'rechecked',
      verdicts: [{ issueId: 'z', verdict: 'fixed', reason: 'gone with t01' }],
    });
    const { issues } = reportRun(history.view());
    deepEqual([issues.found, issues.fixed, issues.proposed, issues.remaining], [3, 2, 1, 0]);
  });

  it('takes the success of a task back that does not hold together with others', () => {
    const history = follow(...planned, started, settled, {
      event: 'doubted',
      taskId: 't01',
      introduced: [issue('new')],
    });
    equal(history.task('t01')?.result?.success, false);
    const { issues } = reportRun(history.view());
    deepEqual([issues.fixed, issues.proposed, issues.introduced], [0, 2, 1]);
  });

  const edited: NewJournalEvent = {
    event: 'edited',
    taskId: 't01',
    commit: 'by hand',
    filesModified: ['b.ts'],
  };

  function reverified(commit: string): NewJournalEvent {
    const verdicts = [{ issueId: 'x', verdict: 'fixed', reason: 'edited by hand' }] as const;
    return { event: 'reverified', taskId: 't01', commit, verdicts, introduced: [] };
  }

  it('knows nothing of a fix any more that a person has edited, and keeps what it was', () => {
    const history = follow(...planned, started, settled, edited);
    const { state, result, original } = history.task('t01') ?? {};
    deepEqual(
      [state, result?.success, result?.commit, result?.filesModified, result?.agent],
      ['ready', false, 'by hand', ['b.ts'], 'quickfix'],
    );
    const reason = 'edited by hand; not checked again yet';
    deepEqual(result?.verdicts, [{ issueId: 'x', verdict: 'unverified', reason }]);
    deepEqual([original?.commit, original?.success], ['commit of verified', true]);
    const { issues } = reportRun(history.view());
    deepEqual([issues.fixed, issues.unverified], [0, 1]);
  });

  it('keeps what agents had made of it through every further edit', () => {
    const again: NewJournalEvent = { ...edited, commit: 'by hand again' };
    const { result, original } =
      follow(...planned, started, settled, edited, again).task('t01') ?? {};
    deepEqual([result?.commit, original?.commit], ['by hand again', 'commit of verified']);
  });

  it('lets an edited fix that did not fit be merged again', () => {
    const conflicted: NewJournalEvent = { event: 'task', taskId: 't01', change: 'conflicted' };
    equal(follow(...planned, started, settled, conflicted, edited).task('t01')?.state, 'ready');
  });

  it('takes the verdicts on an edited fix once it was checked again', () => {
    const history = follow(...planned, started, settled, edited, reverified('by hand'));
    const { result, original } = history.task('t01') ?? {};
    deepEqual([result?.success, result?.fixesApplied, original?.agent], [true, 1, 'quickfix']);
    equal(reportRun(history.view()).issues.fixed, 1);
  });

  it('takes no verdict on a commit that is no longer the fix, or on one that is merged', () => {
    const late = follow(...planned, started, settled, edited, reverified('commit of verified'));
    equal(late.task('t01')?.result?.success, false);
    const merged: NewJournalEvent = { event: 'task', taskId: 't01', change: 'merged' };
    const gone = follow(...planned, started, settled, edited, merged, reverified('by hand'));
    equal(gone.task('t01')?.result?.success, false);
  });

  it('takes no edit of what is merged', () => {
    const merged: NewJournalEvent = { event: 'task', taskId: 't01', change: 'merged' };
    const view = follow(...planned, started, settled, merged, edited).task('t01');
    deepEqual([view?.result?.commit, view?.original], ['commit of verified', undefined]);
  });

  it('does not take a doubt about what agents had made for one about what a person did', () => {
    const doubted: NewJournalEvent = { event: 'doubted', taskId: 't01', introduced: [issue('n')] };
    const { result } = follow(...planned, started, settled, edited, doubted).task('t01') ?? {};
    deepEqual([result?.verdicts[0]?.verdict, result?.introduced], ['unverified', []]);
  });

  it('is paused until it goes on, or is over', () => {
    const [paused, resumed] = [{ event: 'paused' }, { event: 'resumed' }] as const;
    const ended: NewJournalEvent = { event: 'ended', stopReason: 'error' };
    const isPaused = (...events: NewJournalEvent[]) =>
      follow(...planned, ...events).view().isPaused;
    deepEqual(
      [isPaused(), isPaused(paused), isPaused(paused, resumed), isPaused(paused, ended)],
      [false, true, false, false],
    );
    equal(isPaused(ended, paused), false);
  });

  it('leaves what was cancelled to the run that goes on with it', () => {
    const cancelled: NewJournalEvent = { event: 'task', taskId: 't01', change: 'cancelled' };
    const history = follow(...planned, started, cancelled, { event: 'continued', by: 'r2' });
    const { state, reason } = history.task('t01') ?? {};
    deepEqual([state, reason], ['discarded', 'taken over by run r2']);
    equal(history.view().continuedBy, 'r2');
    const ready = follow(...planned, started, settled, { event: 'continued', by: 'r2' });
    equal(ready.task('t01')?.state, 'ready');
  });

  it('counts how often a worker was lost over a task', () => {
    const lost: NewJournalEvent = { event: 'task', taskId: 't01', change: 'lost' };
    const view = follow(...planned, started, lost, started, lost).task('t01');
    deepEqual([view?.losses, view?.state], [2, 'queued']);
  });

  it('calls a run without an end an error, never clean', () => {
    equal(reportRun(follow(...planned).view()).stopReason, 'error');
  });
});
