import { deepEqual, equal } from 'node:assert/strict';
import { Output } from '../../src/cli/output/output.ts';
import { formatVerdicts } from '../../src/cli/output/verdictTable.ts';
import { reportIssue, reportRun } from '../../src/core/manager/runReport.ts';
import type { RunReport } from '../../src/core/protocol/runReport.ts';
import type { RuleSpending } from '../../src/core/protocol/spending.ts';
import { type Verdict, verdicts } from '../../src/core/protocol/verdict.ts';
import { issueAt } from '../support/issues.ts';
import { runWith } from '../support/taskViews.ts';

const rule = '@typescript-eslint/no-unnecessary-condition';

function ofRule(more: Partial<RuleSpending>): RuleSpending {
  const nothing = { inputTokens: 0, outputTokens: 0, cost: null, unpricedTokens: 0 };
  return { rule: `eslint(${rule})`, ...nothing, ...more };
}

/** A run in which every verdict there is was given to a problem of one rule. */
function reportWith(byRule: readonly RuleSpending[], given: readonly Verdict[]): RunReport {
  const [task] = reportRun(runWith('r1', [['t01', {}]])).tasks;
  if (task === undefined) throw new Error('there is no task');
  const issues = given.map((verdict, index) =>
    reportIssue(issueAt(index + 1, 1, { id: verdict, source: 'eslint', code: rule }), {
      verdict,
      reason: '',
    }),
  );
  const sum = { inputTokens: 0, outputTokens: 0, cost: byRule[0]?.cost ?? null, unpricedTokens: 0 };
  const lists = { byAgent: [], byModel: [], byRule };
  const spending = { ...sum, costPerFix: null, ...lists };
  return { ...reportRun(runWith('r1', [])), tasks: [{ ...task, issues }], spending };
}

function linesOf(report: RunReport, columns = 80): string[] {
  const stdout = { write: () => true, columns };
  return formatVerdicts(report, new Output({ stdout, stderr: stdout, env: { NO_COLOR: '1' } }));
}

describe('the table of rules', () => {
  it('has the price, but not the tokens, where there is no room for both', () => {
    const report = reportWith([ofRule({ cost: 0.0142, inputTokens: 900_000 })], verdicts);
    const lines = linesOf(report);
    equal(Math.max(...lines.map(({ length }) => length)) <= 80, true, lines.join('\n'));
    deepEqual(lines[0]?.split(/ +/).slice(-2), ['unverified', 'price']);
    deepEqual(linesOf(report, 120)[0]?.split(/ +/).slice(-2), ['tokens', 'price']);
  });

  it('tells an unknown price from none, and one that is known in part from one that is known', () => {
    const priced = ofRule({ rule: 'ts(1)', cost: 1 });
    const cellOf = (one: RuleSpending): string | undefined =>
      linesOf(reportWith([priced, one], ['fixed']))[1]
        ?.split(/ +/)
        .at(-1);
    equal(cellOf(ofRule({ cost: null, unpricedTokens: 5 })), '—');
    equal(cellOf(ofRule({ cost: 0.5, unpricedTokens: 5 })), '$0.50+');
    equal(cellOf(ofRule({ cost: 0.5 })), '$0.50');
    equal(cellOf(priced), '·');
  });
});
