import { count } from '../../core/base/count.ts';
import { ruleName } from '../../core/protocol/ruleName.ts';
import type { RunReport } from '../../core/protocol/runReport.ts';
import { stopWords } from '../../core/protocol/stopWords.ts';
import { type Verdict, verdicts } from '../../core/protocol/verdict.ts';
import { lastReports } from './leftIssues.ts';
import type { Output } from './output.ts';
import { type RuleColumn, spendingColumns } from './spendingText.ts';
import { formatTable, widthOf } from './table.ts';
import { duration } from './words.ts';

const styles = {
  fixed: 'green',
  remains: 'red',
  proposed: 'yellow',
  suppressed: 'magenta',
  unverified: 'cyan',
} as const;

interface RuleRow {
  readonly rule: string;
  readonly found: number;
  readonly counts: Readonly<Record<Verdict, number>>;
}

export function rowsByRule(report: RunReport): RuleRow[] {
  const rows = new Map<string, { found: number; counts: Record<Verdict, number> }>();
  for (const issue of lastReports(report)) {
    const rule = ruleName(issue);
    const row = rows.get(rule) ?? {
      found: 0,
      counts: { fixed: 0, remains: 0, proposed: 0, suppressed: 0, unverified: 0 },
    };
    row.found += 1;
    row.counts[issue.verdict] += 1;
    rows.set(rule, row);
  }
  return [...rows]
    .map(([rule, row]) => ({ rule, ...row }))
    .sort((left, right) => right.found - left.found || left.rule.localeCompare(right.rule));
}

function verdictColumn(verdict: Verdict, rows: readonly RuleRow[], output: Output): RuleColumn {
  const counts = new Map(rows.map((row) => [row.rule, row.counts[verdict]]));
  const cellOf = (rule: string): string => {
    const number = counts.get(rule) ?? 0;
    return number === 0 ? '' : output.style(styles[verdict], String(number));
  };
  return { title: verdict, cellOf };
}

function ruleTable(
  rows: readonly RuleRow[],
  further: readonly RuleColumn[],
  output: Output,
): string[] {
  const columns = [
    { title: 'rule', mayShrink: true },
    { title: 'found', align: 'right' } as const,
    ...further.map(({ title }) => ({ title, align: 'right' }) as const),
  ];
  const cells = rows.map(({ rule, found }) => [
    rule,
    String(found),
    ...further.map(({ cellOf }) => cellOf(rule) || output.style('dim', '·')),
  ]);
  return formatTable(columns, cells, output.width);
}

/**
 * What became of the problems, rule by rule, and what that has taken. Verdicts that nobody got have no
 * column; where not all columns have room, the price is more than the tokens.
 */
export function formatVerdicts(report: RunReport, output: Output): string[] {
  const rows = rowsByRule(report);
  const used = verdicts.filter((verdict) => rows.some((row) => row.counts[verdict] > 0));
  const columns = used.map((verdict) => verdictColumn(verdict, rows, output));
  const spending = spendingColumns(report);
  const table = ruleTable(rows, [...columns, ...spending], output);
  const fits = table.every((line) => widthOf(line) <= output.width);
  return fits ? table : ruleTable(rows, [...columns, ...spending.slice(1)], output);
}

/** The run in two lines: what came of it, and how it went. */
export function formatOutcome(report: RunReport, output: Output): string[] {
  const { found, fixed, introduced } = report.issues;
  const share = `${fixed} of ${count(found, 'problem')} fixed and checked`;
  const style = fixed === found ? 'green' : 'bold';
  const bad = introduced === 0 ? 'none introduced' : `${introduced} introduced`;
  const how = `${count(report.workers, 'worker')}, ${duration(report.durationSeconds)}`;
  return [
    `${output.style(style, share)}, ${bad}`,
    output.style('dim', `${how}; it ended because ${stopWords[report.stopReason]}`),
  ];
}
