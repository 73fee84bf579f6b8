import { deepEqual, equal } from 'node:assert/strict';
import type { RunView, TaskView } from '../../../src/core/manager/runView.ts';
import type { Issue } from '../../../src/core/protocol/issue.ts';
import type { TaskState } from '../../../src/core/protocol/taskState.ts';
import type { Verdict } from '../../../src/core/protocol/verdict.ts';
import {
  heldIssuesIn,
  type IsStillReported,
  type TaskSource,
} from '../../../src/extension/status/heldIssue.ts';
import { issueAt } from '../../support/issues.ts';
import { resultWith, runWith, taskView } from '../../support/taskViews.ts';

const none: IsStillReported = () => false;

const since = '2026-01-01T00:00:00.000Z';

function holding(issues: readonly Issue[], more: Partial<TaskView>): Partial<TaskView> {
  return { ...more, task: { ...taskView('t01').task, issues } };
}

function sourceOf(...runs: RunView[]): TaskSource {
  return {
    root: '/work',
    *tasks() {
      for (const run of runs) for (const task of run.tasks.values()) yield { run, task };
    },
  };
}

function standingIn(state: TaskState, more: Partial<TaskView> = {}) {
  const run = runWith('r1', [['t01', holding([issueAt(3, 1)], { state, ...more })]]);
  return heldIssuesIn(sourceOf(run), 'src/a.ts', none)[0]?.standing;
}

function readyWith(verdict: Verdict, reason = '') {
  const verdicts = [{ issueId: issueAt(3, 1).id, verdict, reason }];
  return standingIn('ready', { result: resultWith({ verdicts }) });
}

describe('the problems that tasks hold', () => {
  it('say who is on them', () => {
    const worker = { workerId: 'local-worker-2', startedAt: since };
    deepEqual(standingIn('queued'), { kind: 'queued' });
    deepEqual(standingIn('running', worker), {
      kind: 'working',
      workerId: 'local-worker-2',
      since,
    });
    equal(standingIn('verifying', worker)?.kind, 'verifying');
  });

  it('say what the verdict on them is', () => {
    deepEqual(readyWith('proposed', 'it deletes something'), {
      kind: 'ready',
      verdict: 'proposed',
      reason: 'it deletes something',
    });
    equal(standingIn('conflicted', { reason: 'src/a.ts' })?.kind, 'conflicted');
  });

  it('are told again when the editor still reports them after the merge', () => {
    const run = runWith('r1', [
      ['t01', holding([issueAt(3, 1), issueAt(4, 1)], { state: 'merged' })],
      ['t02', holding([issueAt(5, 1)], { state: 'ready' })],
    ]);
    const held = heldIssuesIn(sourceOf(run), 'src/a.ts', ({ runId, taskId }, id) => {
      return runId === 'r1' && taskId === 't01' && id === issueAt(4, 1).id;
    });
    deepEqual(
      held.map(({ issue, standing }) => [issue.range.line, standing.kind]),
      [[4, 'stillReported']],
    );
  });

  it('are let go when a fix does not answer them, or the task is over', () => {
    equal(readyWith('remains'), undefined);
    for (const state of ['merged', 'discarded', 'failed', 'cancelled'] as const) {
      equal(standingIn(state), undefined, state);
    }
  });

  it('are of the latest run that knew them', () => {
    const issue = issueAt(3, 1);
    const verdicts = [{ issueId: issue.id, verdict: 'fixed' as const, reason: '' }];
    const before = holding([issue], { state: 'ready', result: resultWith({ verdicts }) });
    const now = holding([issue], { state: 'running', workerId: 'w', startedAt: since });
    const source = sourceOf(runWith('r1', [['t01', before]]), runWith('r2', [['t05', now]]));
    const held = heldIssuesIn(source, 'src/a.ts', none);
    deepEqual(
      held.map(({ reference, standing }) => [reference.runId, standing.kind]),
      [['r2', 'working']],
    );
  });

  it('know how many problems are accepted with them', () => {
    const issues = [issueAt(3, 1), issueAt(4, 1, { file: 'src/b.ts' })];
    const source = sourceOf(runWith('r1', [['t01', holding(issues, { state: 'queued' })]]));
    for (const file of ['src/a.ts', 'src/b.ts']) {
      const held = heldIssuesIn(source, file, none);
      deepEqual(
        held.map(({ issue, inTask }) => [issue.file, inTask]),
        [[file, 2]],
      );
    }
    deepEqual(heldIssuesIn(source, 'src/c.ts', none), []);
  });
});
