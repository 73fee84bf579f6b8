import { deepEqual, equal, ok } from 'node:assert/strict';
import type { RunView, TaskView } from '../../../src/core/manager/runView.ts';
import type { TaskState } from '../../../src/core/protocol/taskState.ts';
import { fixGroups } from '../../../src/extension/fixes/fixGroup.ts';
import type { FixReference } from '../../../src/extension/fixes/fixReference.ts';
import { type FixRepository, ShownFixes } from '../../../src/extension/fixes/shownFixes.ts';
import { runWith } from '../../support/taskViews.ts';

type States = Readonly<Record<string, TaskState>>;

function run(runId: string, states: States): RunView {
  const tasks = Object.entries(states).map(([taskId, state]): [string, Partial<TaskView>] => [
    taskId,
    {
      task: { taskId, issueType: 'dead_code', filePaths: [], priority: 3, issues: [], reason: '' },
      state,
    },
  ]);
  return runWith(runId, tasks);
}

function repository(root: string, runs: RunView[]): FixRepository {
  return {
    ...{ root, name: root, runs },
    find({ runId, taskId }: FixReference) {
      const found = runs.find(({ record }) => record.runId === runId);
      const task = found?.tasks.get(taskId);
      return found && task && { run: found, task };
    },
  };
}

function shown(repositories: readonly FixRepository[]): ShownFixes {
  const find = (root: string) => repositories.find((one) => one.root === root);
  return new ShownFixes({ all: () => repositories, find });
}

function listOf(fixes: ShownFixes): Record<string, string[]> {
  const lists = fixGroups.map((group): [string, string[]] => [
    group,
    fixes.group(group).map(({ root, runId, taskId }) => `${root} ${runId}/${taskId}`),
  ]);
  return Object.fromEntries(lists.filter(([, list]) => list.length > 0));
}

describe('the groups of fixes', () => {
  it('have the newest run first, and parts of a task beside it', () => {
    const runs = [
      run('r1', { t01: 'ready', t02: 'merged' }),
      run('r2', { t99: 'ready', t101: 'ready', t100: 'ready', 't100.proposed': 'ready' }),
    ];
    deepEqual(listOf(shown([repository('/a', runs)])), {
      review: ['/a r2/t99', '/a r2/t100', '/a r2/t100.proposed', '/a r2/t101', '/a r1/t01'],
      merged: ['/a r1/t02'],
    });
  });

  it('leave out what a later run has gone on with', () => {
    const runs = [run('r1', { t01: 'discarded', t02: 'ready' }), run('r2', { t01: 'ready' })];
    const [first, second] = runs;
    ok(first && second);
    const continued = { ...first, continuedBy: 'r2' };
    deepEqual(listOf(shown([repository('/a', [continued, second])])), {
      review: ['/a r2/t01', '/a r1/t02'],
    });
  });

  it('take a task that is checked for one that runs', () => {
    const fixes = shown([repository('/a', [run('r1', { t01: 'running', t02: 'verifying' })])]);
    deepEqual(listOf(fixes), { running: ['/a r1/t01', '/a r1/t02'] });
  });
});

describe('a change of some tasks', () => {
  let states: Record<string, TaskState>;
  let runs: RunView[];
  let fixes: ShownFixes;

  function become(more: Record<string, TaskState>): ReturnType<ShownFixes['follow']> {
    Object.assign(states, more);
    runs.splice(0, 1, run('r1', states));
    const tasks = new Set(Object.keys(more).map((taskId) => `r1/${taskId}`));
    return fixes.follow({ root: '/a', tasks, workers: false });
  }

  /** Puts another view in the place of that of one task. */
  function replace(taskId: string, more: Partial<TaskView>): void {
    const [first] = runs;
    const task = first?.tasks.get(taskId);
    ok(first && task);
    runs.splice(0, 1, { ...first, tasks: new Map(first.tasks).set(taskId, { ...task, ...more }) });
  }

  beforeEach(() => {
    states = { t01: 'queued', t02: 'queued', t03: 'running', t04: 'ready' };
    runs = [run('r1', states)];
    fixes = shown([repository('/a', runs)]);
    fixes.group('review');
  });

  it('shows a task anew that stays in its group, and nothing else', () => {
    const task = { root: '/a', runId: 'r1', taskId: 't03' };
    deepEqual(become({ t03: 'verifying' }), { groups: new Set(), tasks: [task] });
  });

  it('shows the groups anew that have another number of tasks', () => {
    deepEqual(become({ t01: 'running' }), { groups: new Set(['queued', 'running']), tasks: [] });
    deepEqual(listOf(fixes), {
      review: ['/a r1/t04'],
      running: ['/a r1/t01', '/a r1/t03'],
      queued: ['/a r1/t02'],
    });
  });

  it('shows everything anew when a group comes or goes', () => {
    equal(become({ t04: 'conflicted' }), 'all');
    equal(become({ t03: 'queued' }), 'all');
  });

  it('takes in a part that was not there before', () => {
    const change = become({ t03: 'ready', 't03.proposed': 'ready', t01: 'running' });
    deepEqual(change, { groups: new Set(['running', 'review', 'queued']), tasks: [] });
    equal(fixes.groupOf({ root: '/a', runId: 'r1', taskId: 't03.proposed' }), 'review');
  });

  it('shows nothing anew when nothing was named, and nothing has changed', () => {
    const nothing = { groups: new Set(), tasks: [] };
    deepEqual(fixes.follow({ root: '/a', tasks: 'all', workers: false }), nothing);
    deepEqual(fixes.follow({ root: undefined, tasks: new Set(), workers: false }), nothing);
  });

  it('finds by itself what has changed when nothing was named', () => {
    replace('t01', { state: 'running' });
    const change = fixes.follow({ root: '/a', tasks: 'all', workers: false });
    deepEqual(change, { groups: new Set(['queued', 'running']), tasks: [] });
  });

  it('shows a task anew of which another view is there when nothing was named', () => {
    replace('t03', { workerId: 'w9' });
    const change = fixes.follow({ root: '/a', tasks: 'all', workers: false });
    const named = [{ root: '/a', runId: 'r1', taskId: 't03' }];
    deepEqual(change, { groups: new Set(), tasks: named });
  });

  it('shows everything anew when a run has brought a group, or made another one hard to tell', () => {
    runs.push(run('r2', { t01: 'merged' }));
    equal(fixes.follow({ root: '/a', tasks: 'all', workers: false }), 'all');
    runs.push(run('r3', { t01: 'ready' }));
    equal(fixes.follow({ root: '/a', tasks: 'all', workers: false }), 'all');
  });
});

describe('where a fix comes from', () => {
  const open = run('r1', { t01: 'ready' });

  function needsOrigin(...repositories: FixRepository[]): boolean {
    const fixes = shown(repositories);
    fixes.group('review');
    return fixes.needsOrigin;
  }

  it('is plain with one run that is open', () => {
    equal(needsOrigin(repository('/a', [run('r0', { t01: 'merged' }), open])), false);
  });

  it('has to be told with several runs that are open, or several repositories', () => {
    equal(needsOrigin(repository('/a', [run('r0', { t01: 'queued' }), open])), true);
    equal(needsOrigin(repository('/a', [open]), repository('/b', [])), true);
  });
});
