import { count } from '../../../core/base/count.ts';
import { ruleName } from '../../../core/protocol/ruleName.ts';
import type { RunReport } from '../../../core/protocol/runReport.ts';
import { verdicts } from '../../../core/protocol/verdict.ts';
import { leftIssues } from '../leftIssues.ts';
import { spendingLines } from '../spendingText.ts';
import { rowsByRule } from '../verdictTable.ts';

/** A page that nobody reads to its end helps nobody. */
const mostListed = 50;

/** Messages are other people's words: they stay words. */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_|[\]]/g, '\\$&');
}

function table(report: RunReport): string[] {
  const rows = rowsByRule(report);
  const used = verdicts.filter((verdict) => rows.some((row) => row.counts[verdict] > 0));
  return [
    `| rule | found | ${used.join(' | ')} |`,
    `|---|---:|${used.map(() => '---:').join('|')}|`,
    ...rows.map(({ rule, found, counts }) => {
      const numbers = used.map((verdict) => counts[verdict] || '');
      return `| ${plain(rule)} | ${found} | ${numbers.join(' | ')} |`;
    }),
  ];
}

function list(report: RunReport): string[] {
  const left = leftIssues(report);
  if (left.length === 0) return [];
  const lines = left.slice(0, mostListed).map((issue) => {
    const { file, line, verdict, reason, message } = issue;
    const why = reason === '' ? '' : ` (${plain(reason)})`;
    return `- **${plain(file)}:${line}** ${plain(ruleName(issue))}: ${plain(message)} — ${verdict}${why}`;
  });
  const more = left.length - lines.length;
  return [
    '',
    `<details><summary>${count(left.length, 'problem')} left</summary>`,
    '',
    ...lines,
    ...(more > 0 ? [`- and ${more} more`] : []),
    '',
    '</details>',
  ];
}

/** @param outcome what became of the fixes, line by line. */
export function formatMarkdown(report: RunReport, outcome: readonly string[]): string[] {
  const { found, fixed } = report.issues;
  const head = `### Swarm Autofix: ${fixed} of ${count(found, 'problem')} fixed and checked`;
  const rows = found === 0 ? [] : ['', ...table(report)];
  const used = spendingLines(report);
  const spending = used.length === 0 ? [] : ['', ...used.map(plain)];
  const words = outcome.length === 0 ? [] : ['', ...outcome.map(plain)];
  return [head, ...rows, ...spending, ...words, ...list(report), ''];
}
