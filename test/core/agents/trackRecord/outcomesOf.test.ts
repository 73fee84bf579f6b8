import assert from 'node:assert/strict';
import type { Outcome } from '../../../../src/core/agents/trackRecord/outcome.ts';
import {
  decisionsOn,
  outcomesOf,
  outcomesOfMerge,
} from '../../../../src/core/agents/trackRecord/outcomesOf.ts';
import type { RunView, TaskView } from '../../../../src/core/manager/runView.ts';
import type { AgentUsage } from '../../../../src/core/protocol/agentUsage.ts';
import type { SwarmResult } from '../../../../src/core/protocol/swarmResult.ts';
import type { Verdict } from '../../../../src/core/protocol/verdict.ts';
import { issueAt } from '../../../support/issues.ts';
import { resultWith, runWith, taskView } from '../../../support/taskViews.ts';

type Verdicts = readonly (readonly [code: string, verdict: Verdict])[];

/** A task with an issue for each code, which is its id too. */
function taskOf(
  taskId: string,
  agent: string,
  verdicts: Verdicts,
  more: Partial<SwarmResult> = {},
): readonly [string, Partial<TaskView>] {
  const issues = verdicts.map(([code], index) => issueAt(index + 1, 1, { id: code, code }));
  const result = resultWith({
    ...{ taskId, agent },
    verdicts: verdicts.map(([issueId, verdict]) => ({ issueId, verdict, reason: '' })),
    ...more,
  });
  return [taskId, { task: { ...taskView(taskId).task, issues }, result }];
}

function runOf(
  tasks: readonly (readonly [string, Partial<TaskView>])[],
  more: { readonly agents?: readonly string[]; readonly spending?: RunView['spending'] } = {},
): RunView {
  const run = runWith('r1', tasks);
  const agents = (more.agents ?? []).map((id) => ({ kind: 'command', id, command: '' }) as const);
  const { record } = run;
  const options = { ...record.options, agents };
  return { ...run, record: { ...record, options }, spending: more.spending ?? [] };
}

function spent(agent: string, issueIds: readonly string[], more: Partial<AgentUsage> = {}) {
  const amount = { model: '', inputTokens: 90, outputTokens: 10 };
  return { taskId: 't01', agent, issueIds, ...amount, ...more };
}

/** `mender ts(1) fixed`. */
function told(outcomes: readonly Outcome[]): string[] {
  return outcomes.map((outcome) => {
    const { agent, rule } = outcome;
    return `${agent} ${rule} ${outcome.kind === 'tried' ? outcome.verdict : outcome.decision}`;
  });
}

describe('outcomesOf', () => {
  it('tells of each problem what its agent has made of it', () => {
    const run = runOf([
      taskOf('t01', 'mender', [
        ['1', 'fixed'],
        ['2', 'proposed'],
        ['3', 'suppressed'],
        ['4', 'remains'],
      ]),
      taskOf('t02', 'quickfix', [['5', 'fixed']]),
    ]);
    assert.deepEqual(told(outcomesOf(run)), [
      ...['mender ts(1) fixed', 'mender ts(2) proposed', 'mender ts(3) suppressed'],
      ...['mender ts(4) remains', 'quickfix ts(5) fixed'],
    ]);
  });

  it('learns nothing where nobody has checked, or nobody has tried', () => {
    const run = runOf([
      taskOf('t01', 'mender', [['1', 'unverified']]),
      taskOf('t02', '', [['2', 'remains']], { commit: null }),
      ['t03', { state: 'cancelled' }],
    ]);
    assert.deepEqual(outcomesOf(run), []);
  });

  it('takes edits of several agents for those of the last that is not free', () => {
    const run = runOf([taskOf('t01', 'quickfix+mender+editor', [['1', 'fixed']])]);
    assert.deepEqual(told(outcomesOf(run)), ['mender ts(1) fixed']);
  });

  it('but not what that one was never given', () => {
    const task = taskOf('t01', 'quickfix+mender', [
      ['1', 'fixed'],
      ['2', 'fixed'],
    ]);
    const run = runOf([task], { spending: [spent('mender', ['2'])] });
    assert.deepEqual(told(outcomesOf(run)), ['quickfix ts(1) fixed', 'mender ts(2) fixed']);
  });

  it('shares out what was used, and finds it for the parts of a task too', () => {
    const run = runOf(
      [
        taskOf('t01', 'mender', [['1', 'fixed']]),
        taskOf('t01.rest', 'mender', [['2', 'remains']], { commit: null }),
      ],
      {
        spending: [
          spent('mender', ['1', '2'], { cost: 0.5 }),
          spent('mender', ['2']),
          { ...spent('mender', ['1', '2']), taskId: 't02' },
        ],
      },
    );
    const shares = outcomesOf(run).map((outcome) =>
      outcome.kind === 'tried' ? [outcome.rule, outcome.tokens, outcome.cost] : [],
    );
    assert.deepEqual(shares, [
      ['ts(1)', 50, 0.25],
      ['ts(2)', 150, 0.25],
    ]);
  });

  describe('of a problem that is left', () => {
    const left = [['1', 'remains']] as const;

    it('blames the agent that has complained, not the free one that tried last', () => {
      const errors = ['mender: changed nothing', 'menders: are others'];
      const rest = taskOf('t01', 'quickfix', left, { commit: null, errors });
      const run = runOf([rest], { agents: ['quickfix', 'mender', 'mend', 'other'] });
      assert.deepEqual(told(outcomesOf(run)), ['mender ts(1) remains']);
    });

    it('blames the agent that has mended something else of the task', () => {
      const run = runOf([
        taskOf('t01', 'quickfix+mender', [['2', 'fixed']]),
        taskOf('t01.rest', 'quickfix', left, { commit: null }),
        taskOf('t02', 'other', [['3', 'fixed']]),
      ]);
      assert.deepEqual(told(outcomesOf(run)).slice(1, 2), ['mender ts(1) remains']);
    });

    it('blames all that have used something for it, and nobody else', () => {
      const spending = [spent('cheap', ['1']), spent('dear', ['1']), spent('other', ['9'])];
      const run = runOf([taskOf('t01', 'quickfix', left, { commit: null })], { spending });
      assert.deepEqual(told(outcomesOf(run)), ['cheap ts(1) remains', 'dear ts(1) remains']);
    });

    it('blames nobody who could not work at all', () => {
      const errors = ['mender: Please sign in first.'];
      const agents = ['mender'];
      const broken = taskOf('t01', 'mender', left, { commit: null, errors });
      assert.deepEqual(outcomesOf(runOf([broken], { agents })), []);
      const other = taskOf('t01', 'mend', left, { commit: null, errors });
      assert.deepEqual(told(outcomesOf(runOf([other]))), ['mend ts(1) remains']);
      const late = [...errors, 'mender: was stopped after 300 s'];
      const stopped = taskOf('t01', 'mender', left, { commit: null, errors: late });
      assert.deepEqual(told(outcomesOf(runOf([stopped], { agents }))), ['mender ts(1) remains']);
      const edited = taskOf('t01', 'mender', [['2', 'fixed']], { errors });
      const rest = taskOf('t01.rest', 'mender', left, { commit: null, errors });
      const outcomes = outcomesOf(runOf([edited, rest], { agents }));
      assert.deepEqual(told(outcomes), ['mender ts(2) fixed', 'mender ts(1) remains']);
    });

    it('blames nobody who was told to leave it alone', () => {
      const run = runOf([taskOf('t01', 'mender', [...left, ['2', 'remains']], { commit: null })]);
      assert.deepEqual(told(outcomesOf(run, { mender: ['ts(1)'] })), ['mender ts(2) remains']);
    });
  });

  it('tells of the agents too that were given a problem before another one fixed it', () => {
    const spending = [spent('cheap', ['1']), spent('dear', ['1'])];
    const run = runOf([taskOf('t01', 'dear', [['1', 'fixed']])], { spending });
    assert.deepEqual(told(outcomesOf(run)), ['cheap ts(1) remains', 'dear ts(1) fixed']);
  });

  it('looks at what the agent has made, not at what a person has made of it', () => {
    const [id, view] = taskOf('t01', 'mender', [['1', 'proposed']]);
    const { result: original } = view;
    const run = runOf([[id, { ...view, original, result: resultWith() }]]);
    assert.deepEqual(told(outcomesOf(run)), ['mender ts(1) proposed']);
  });
});

describe('decisionsOn', () => {
  const run = runOf([
    taskOf('t01', 'quickfix+mender', [
      ['1', 'fixed'],
      ['2', 'remains'],
      ['3', 'unverified'],
    ]),
    taskOf('t02', 'mender', [['4', 'proposed']]),
    taskOf('t03', 'mender', [['5', 'unverified']], { commit: null }),
  ]);

  it('tells of each problem that an agent has edited for', () => {
    assert.deepEqual(told(decisionsOn(run, ['t01', 't03', 't09'], 'accepted')), [
      ...['mender ts(1) accepted', 'mender ts(3) accepted'],
    ]);
    assert.deepEqual(told(decisionsOn(run, ['t02'], 'discarded')), ['mender ts(4) discarded']);
  });

  it('does not praise an agent for what a person has edited', () => {
    const [id, view] = taskOf('t01', 'mender', [['1', 'fixed']]);
    const edited = runOf([[id, { ...view, original: resultWith({ ...view.result }) }]]);
    assert.deepEqual(decisionsOn(edited, [id], 'accepted'), []);
    assert.deepEqual(told(decisionsOn(edited, [id], 'discarded')), ['mender ts(1) discarded']);
  });

  it('finds the tasks of a merge that was taken back, in all runs', () => {
    const [id, view] = taskOf('t01', 'mender', [['1', 'fixed']]);
    const runs = [
      runOf([
        [id, { ...view, mergeId: 'm1' }],
        ['t02', { ...view, mergeId: 'm2' }],
      ]),
      runOf([[id, { ...view, mergeId: 'm1' }]]),
      runOf([[id, view]]),
    ];
    const undone = ['mender ts(1) undone', 'mender ts(1) undone'];
    assert.deepEqual(told(outcomesOfMerge(runs, 'm1', 'undone')), undone);
    assert.deepEqual(outcomesOfMerge(runs, '', 'undone'), []);
  });
});
