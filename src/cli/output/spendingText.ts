import { money, roundly } from '../../core/base/amounts.ts';
import { restWords, runSpendingWords } from '../../core/manager/spendingWords.ts';
import type { RunReport } from '../../core/protocol/runReport.ts';
import type { RuleSpending, RunSpending } from '../../core/protocol/spending.ts';
import type { Output } from './output.ts';
import { wrapText } from './wrapText.ts';

/** A column of the table of rules: what stands there for each rule; empty for nothing. */
export interface RuleColumn {
  readonly title: string;
  readonly cellOf: (rule: string) => string;
}

/** A plus: some of it has no known price. */
function priceOf({ cost, unpricedTokens }: RuleSpending): string {
  return cost === null ? '—' : `${money(cost)}${unpricedTokens > 0 ? '+' : ''}`;
}

function columnOf(
  title: string,
  { byRule }: RunSpending,
  textOf: (spending: RuleSpending) => string,
): RuleColumn {
  const cells = new Map(byRule.map((spending) => [spending.rule, textOf(spending)]));
  return { title, cellOf: (rule) => cells.get(rule) ?? '' };
}

/** What the problems of each rule have used, the more important column last; none when that is nothing. */
export function spendingColumns({ spending }: RunReport): readonly RuleColumn[] {
  if (spending === undefined) return [];
  const tokens = columnOf('tokens', spending, (one) => roundly(one.inputTokens + one.outputTokens));
  if (spending.cost === null) return [tokens];
  return [tokens, columnOf('price', spending, priceOf)];
}

/** What agents have used, and what is left would take; none when that is nothing. */
export function spendingLines({ spending }: Pick<RunReport, 'spending'>): string[] {
  if (spending === undefined) return [];
  const { estimateForRest: rest } = spending;
  return [runSpendingWords(spending), ...(rest === undefined ? [] : [restWords(rest)])];
}

/** The same, no wider than the terminal. */
export function formatSpending(report: RunReport, output: Output): string[] {
  return spendingLines(report).flatMap((line) => wrapText(line, output.width, 2));
}
