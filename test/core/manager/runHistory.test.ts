import { deepEqual, equal } from 'node:assert/strict';
import type { JournalEvent, NewJournalEvent } from '../../../src/core/manager/journalEvent.ts';
import type { RunRecord } from '../../../src/core/manager/runRecord.ts';
import { reportRun } from '../../../src/core/manager/runReport.ts';
import { RunHistory } from '../../../src/core/manager/runView.ts';
import type { Issue } from '../../../src/core/protocol/issue.ts';
import type { SwarmResult } from '../../../src/core/protocol/swarmResult.ts';
import type { SwarmTask } from '../../../src/core/protocol/swarmTask.ts';
import type { TaskPart } from '../../../src/core/protocol/taskFile.ts';
import type { Verdict } from '../../../src/core/protocol/verdict.ts';

const record: RunRecord = {
  version: 1,
  runId: 'r1',
  workingTree: '/project',
  base: 'base',
  startedAt: '2026-01-01T00:00:00.000Z',
  options: {
    mode: 'parallel',
    workers: 4,
    agents: [],
    checkers: [],
    verify: true,
    timeoutSeconds: 1,
    setupCommand: '',
    maxRounds: 5,
  },
};

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

  it('counts how often a worker was lost over a task', () => {
    const lost: NewJournalEvent = { event: 'task', taskId: 't01', change: 'lost' };
    const view = follow(...planned, started, lost, started, lost).task('t01');
    deepEqual([view?.losses, view?.state], [2, 'queued']);
  });

  it('calls a run without an end an error, never clean', () => {
    equal(reportRun(follow(...planned).view()).stopReason, 'error');
  });
});
