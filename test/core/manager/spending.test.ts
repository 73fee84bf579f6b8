import { deepEqual, equal } from 'node:assert/strict';
import type { NewJournalEvent } from '../../../src/core/manager/journalEvent.ts';
import { reportRun } from '../../../src/core/manager/runReport.ts';
import { RunHistory, type RunView } from '../../../src/core/manager/runView.ts';
import type { Spent } from '../../../src/core/manager/spending.ts';
import { restWords, runSpendingWords } from '../../../src/core/manager/spendingWords.ts';
import type { RunSpending } from '../../../src/core/protocol/spending.ts';
import type { Verdict } from '../../../src/core/protocol/verdict.ts';
import { issueAt } from '../../support/issues.ts';
import { recordOf } from '../../support/runRecords.ts';
import { resultWith } from '../../support/taskViews.ts';

const [first, second, third, fourth] = [
  issueAt(1, 1, { source: 'ts', code: '1' }),
  issueAt(2, 1, { source: 'ts', code: '1' }),
  issueAt(3, 1, { source: 'ts', code: '2' }),
  issueAt(4, 1, { source: 'eslint', code: 'eqeqeq' }),
];

function task(taskId: string, issues: readonly (typeof first)[]) {
  return {
    taskId,
    issueType: 'type_error',
    filePaths: [],
    priority: 3,
    issues,
    reason: '',
  } as const;
}

function used(taskId: string, more: Partial<Spent> = {}): NewJournalEvent {
  const issueIds = [first.id];
  const plain = {
    agent: 'qwen',
    model: 'qwen3-coder',
    inputTokens: 100,
    outputTokens: 10,
    issueIds,
  };
  return { event: 'spent', taskId, ...plain, ...more };
}

function settled(taskId: string, verdicts: Readonly<Record<string, Verdict>>): NewJournalEvent {
  const entries = Object.entries(verdicts).map(([issueId, verdict]) => ({
    issueId,
    verdict,
    reason: '',
  }));
  const result = resultWith({ taskId, verdicts: entries });
  return { event: 'settled', taskId, workerId: 'w1', parts: [{ kind: 'verified', result }] };
}

/** Two tasks, of which the second is never begun unless `events` say so. */
function runOf(...events: readonly NewJournalEvent[]): RunView {
  const tasks = [task('t01', [first, second, third]), task('t02', [fourth])];
  const all: readonly NewJournalEvent[] = [
    { event: 'found', issues: [first, second, third, fourth] },
    { event: 'planned', round: 1, base: 'base', tasks },
    { event: 'task', taskId: 't01', change: 'started', workerId: 'w1' },
    ...events,
  ];
  const dated = all.map((event) => ({ at: '2026-01-01T00:00:00.000Z', ...event }));
  return new RunHistory(recordOf('r1'), dated).view();
}

function spendingOf(view: RunView): RunSpending {
  const { spending } = reportRun(view);
  if (spending === undefined) throw new Error('nothing was spent');
  return spending;
}

const allFixed = settled('t01', { [first.id]: 'fixed', [second.id]: 'fixed', [third.id]: 'fixed' });

describe('the spending of a run', () => {
  it('is not there when nothing was used: the report is as it was', () => {
    const report = reportRun(runOf(allFixed));
    equal('spending' in report, false);
    equal(
      report.tasks.some((one) => 'spending' in one),
      false,
    );
  });

  it('is summed up for all of it, and by agent and model', () => {
    const spending = spendingOf(
      runOf(
        used('t01', { cost: 0.01 }),
        used('t01', { cost: 0.02, model: 'qwen3-max' }),
        used('t02', { cost: 0.4, agent: 'opus', model: 'opus-5' }),
      ),
    );
    deepEqual(
      [spending.inputTokens, spending.outputTokens, spending.cost, spending.unpricedTokens],
      [300, 30, 0.43, 0],
    );
    deepEqual(
      spending.byAgent.map(({ agent, models, cost }) => [agent, models, cost]),
      [
        ['opus', ['opus-5'], 0.4],
        ['qwen', ['qwen3-coder', 'qwen3-max'], 0.03],
      ],
    );
    deepEqual(
      spending.byModel.map(({ model, cost }) => [model, cost]),
      [
        ['opus-5', 0.4],
        ['qwen3-max', 0.02],
        ['qwen3-coder', 0.01],
      ],
    );
  });

  it('is shared out evenly over the problems that it was for, rule by rule', () => {
    const issueIds = [first.id, second.id, third.id];
    const { byRule } = spendingOf(runOf(used('t01', { cost: 0.03, issueIds })));
    deepEqual(
      byRule.map(({ rule, inputTokens, outputTokens, cost }) => [
        rule,
        inputTokens,
        outputTokens,
        cost,
      ]),
      [
        ['ts(1)', 67, 7, 0.02],
        ['ts(2)', 33, 3, 0.01],
      ],
    );
  });

  it('never takes an unknown price for nothing', () => {
    const none = spendingOf(runOf(used('t01'), allFixed));
    deepEqual([none.cost, none.costPerFix, none.unpricedTokens], [null, null, 110]);
    const some = spendingOf(runOf(used('t01'), used('t01', { agent: 'opus', cost: 0.5 })));
    deepEqual([some.cost, some.unpricedTokens], [0.5, 110]);
    const free = spendingOf(runOf(used('t01', { cost: 0 }), allFixed));
    deepEqual([free.cost, free.costPerFix, free.unpricedTokens], [0, 0, 0]);
  });

  it('has a price for each fix of the agents that cost something, not of quick fixes', () => {
    const { costPerFix, byAgent } = spendingOf(
      runOf(
        used('t01', { cost: 0.02, issueIds: [first.id, second.id] }),
        used('t01', { agent: 'unpriced', issueIds: [third.id] }),
        settled('t01', { [first.id]: 'fixed', [second.id]: 'remains', [third.id]: 'fixed' }),
      ),
    );
    equal(costPerFix, 0.02);
    deepEqual(
      byAgent.map((agent) => [agent.agent, agent.fixed, agent.costPerFix]),
      [
        ['qwen', 1, 0.02],
        ['unpriced', 1, null],
      ],
    );
  });

  it('counts a problem for the agent that was given it last', () => {
    const { byAgent } = spendingOf(
      runOf(used('t01', { cost: 0.01 }), used('t01', { agent: 'opus', cost: 0.5 }), allFixed),
    );
    deepEqual(
      byAgent.map(({ agent, fixed }) => [agent, fixed]),
      [
        ['opus', 1],
        ['qwen', 0],
      ],
    );
  });

  it('is with the first part of a task that was cut, and only there', () => {
    const result = resultWith({ verdicts: [{ issueId: first.id, verdict: 'fixed', reason: '' }] });
    const rest = resultWith({
      commit: null,
      verdicts: [{ issueId: third.id, verdict: 'remains', reason: '' }],
    });
    const parts = [
      { kind: 'verified', result },
      { kind: 'remains', result: rest },
    ] as const;
    const { tasks } = reportRun(
      runOf(used('t01', { cost: 0.02 }), {
        event: 'settled',
        taskId: 't01',
        workerId: 'w1',
        parts,
      }),
    );
    deepEqual(
      tasks.map(({ taskId, spending }) => [taskId, spending?.cost]),
      [
        ['t01', 0.02],
        ['t02', undefined],
        ['t01.rest', undefined],
      ],
    );
  });

  it('tells what the rest would take, once that was called off', () => {
    const issueIds = [first.id, second.id, third.id];
    const spent = used('t01', { cost: 0.03, issueIds });
    equal(spendingOf(runOf(spent, allFixed)).estimateForRest, undefined);
    const stop = {
      event: 'task',
      taskId: 't02',
      change: 'cancelled',
      reason: 'not begun',
    } as const;
    const { estimateForRest } = spendingOf(runOf(spent, allFixed, stop));
    deepEqual(estimateForRest, { tasks: 1, problems: 1, tokens: 37, cost: 0.01 });
    const unpriced = spendingOf(runOf(used('t01', { issueIds }), allFixed, stop)).estimateForRest;
    deepEqual(unpriced, { tasks: 1, problems: 1, tokens: 37, cost: null });
  });

  it('does not tell what the rest would cost when only some of the price is known', () => {
    const stop = {
      event: 'task',
      taskId: 't02',
      change: 'cancelled',
      reason: 'not begun',
    } as const;
    const events = [used('t01', { cost: 0.03 }), used('t01'), allFixed, stop];
    equal(spendingOf(runOf(...events)).estimateForRest?.cost, null);
  });

  it('can be said in a line', () => {
    const spending = spendingOf(
      runOf(used('t01', { cost: 0.0142, inputTokens: 12_345, outputTokens: 842 }), allFixed),
    );
    equal(
      runSpendingWords(spending),
      'Agents: qwen (qwen3-coder) 12.3k tokens in, 842 out, $0.0142, $0.0142 for each problem it fixed',
    );
    const unknown = spendingOf(runOf(used('t01', { model: '' }), allFixed));
    equal(runSpendingWords(unknown), 'Agents: qwen 100 tokens in, 10 out, price not known');
  });

  it('and so can what is left', () => {
    equal(
      restWords({ tasks: 5, problems: 12, tokens: 9_000, cost: 0.04 }),
      '12 problems in 5 tasks were not begun; at the price so far about $0.04',
    );
    equal(
      restWords({ tasks: 1, problems: 1, tokens: 9_000, cost: null }),
      '1 problem in 1 task was not begun; going by those before, about 9.0k tokens',
    );
  });
});
