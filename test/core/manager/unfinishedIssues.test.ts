import assert from 'node:assert/strict';
import type { JournalEvent, NewJournalEvent } from '../../../src/core/manager/journalEvent.ts';
import { RunHistory } from '../../../src/core/manager/runView.ts';
import { unfinishedIssues } from '../../../src/core/manager/unfinishedIssues.ts';
import type { StopReason } from '../../../src/core/protocol/runReport.ts';
import type { TaskEventKind } from '../../../src/core/protocol/taskState.ts';
import { issueAt } from '../../support/issues.ts';
import { recordOf } from '../../support/runRecords.ts';

const issues = ['x', 'y', 'z'].map((id, index) => issueAt(index + 1, 1, { id }));

function planned(round: number, taskId: string, ...ids: readonly string[]): NewJournalEvent {
  const own = issues.filter(({ id }) => ids.includes(id));
  const task = { taskId, issueType: 'warning', filePaths: ['a.ts'], priority: 1 } as const;
  return { event: 'planned', round, base: 'base', tasks: [{ ...task, issues: own, reason: '' }] };
}

function change(taskId: string, kind: TaskEventKind): NewJournalEvent {
  return { event: 'task', taskId, change: kind };
}

function ended(stopReason: StopReason): NewJournalEvent {
  return { event: 'ended', stopReason };
}

/** Ids of what is unfinished after the events. */
function left(...events: readonly NewJournalEvent[]): string[] {
  const found: NewJournalEvent = { event: 'found', issues };
  const dated = [found, ...events].map((event): JournalEvent => ({ at: '', ...event }));
  return unfinishedIssues(new RunHistory(recordOf('r1'), dated).view()).map(({ id }) => id);
}

describe('unfinishedIssues', () => {
  it('are all when the run was stopped before there was a plan, until another takes over', () => {
    assert.deepEqual(left(ended('cancelled')), ['x', 'y', 'z']);
    assert.deepEqual(left(ended('cancelled'), { event: 'continued', by: 'r2' }), []);
  });

  it('are none while the run goes on, and none after an end of its own', () => {
    const events = [planned(1, 't01', 'x'), change('t01', 'cancelled')];
    assert.deepEqual(left(...events), []);
    for (const reason of ['clean', 'stalled', 'regressed', 'limit'] as const) {
      assert.deepEqual(left(...events, ended(reason)), []);
    }
  });

  it('are those of tasks that had not ended, not those that were tried', () => {
    const tasks = [planned(1, 't01', 'x'), planned(1, 't02', 'y'), planned(1, 't03', 'z')];
    const events = [change('t01', 'started'), change('t01', 'failed'), change('t02', 'cancelled')];
    assert.deepEqual(left(...tasks, ...events, ended('error')), ['y', 'z']);
  });

  it('are those that a later round had planned anew', () => {
    const first = [planned(1, 't01', 'x', 'y'), change('t01', 'started'), change('t01', 'failed')];
    const second = [change('t01', 'discarded'), planned(2, 't02', 'x'), change('t02', 'cancelled')];
    assert.deepEqual(left(...first, ...second, ended('cancelled')), ['x', 'z']);
  });

  it('are none that went away with the edits of others', () => {
    const gone: NewJournalEvent = {
      event: 'rechecked',
      verdicts: [{ issueId: 'x', verdict: 'fixed', reason: 'gone with t02' }],
    };
    assert.deepEqual(left(gone, ended('cancelled')), ['y', 'z']);
  });
});
