import type { RunRecord } from '../../src/core/manager/runRecord.ts';
import { RunHistory, type RunView, type TaskView } from '../../src/core/manager/runView.ts';
import type { SwarmResult } from '../../src/core/protocol/swarmResult.ts';

/** A task that is ready, with `more` on top of plain values. */
export function taskView(taskId: string, more: Partial<TaskView> = {}): TaskView {
  return {
    task: { taskId, issueType: 'dead_code', filePaths: [], priority: 3, issues: [], reason: '' },
    round: 1,
    base: '',
    state: 'ready',
    workerId: '',
    startedAt: '',
    losses: 0,
    result: undefined,
    original: undefined,
    mergeId: '',
    reason: '',
    ...more,
  };
}

/** What came of a task, with `more` on top of plain values. */
export function resultWith(more: Partial<SwarmResult> = {}): SwarmResult {
  return {
    taskId: 't01',
    workerId: 'local-worker-1',
    agent: 'quickfix',
    success: true,
    filesModified: [],
    fixesApplied: 0,
    errors: [],
    durationSeconds: 1,
    commit: 'c'.repeat(40),
    parent: 'b'.repeat(40),
    verdicts: [],
    introduced: [],
    ...more,
  };
}

/** A run with some tasks. */
export function runWith(
  runId: string,
  tasks: readonly (readonly [taskId: string, more: Partial<TaskView>])[],
): RunView {
  const record: RunRecord = {
    version: 1,
    runId,
    workingTree: '/work',
    base: '',
    startedAt: '2026-01-01T00:00:00.000Z',
    options: {
      workers: 1,
      mode: 'parallel',
      agents: [],
      checkers: [],
      verify: true,
      timeoutSeconds: 60,
      setupCommand: '',
      maxRounds: 1,
    },
  };
  const views = tasks.map(([taskId, more]) => [taskId, taskView(taskId, more)] as const);
  return { ...new RunHistory(record).view(), tasks: new Map(views) };
}
