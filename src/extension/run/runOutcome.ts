import * as vscode from 'vscode';
import type { IssueCounts, RunReport } from '../../core/protocol/runReport.ts';

type Count = Exclude<keyof IssueCounts, 'found'>;

/** In the order in which people want to know. */
const words: readonly (readonly [Count, (count: number) => string])[] = [
  ['fixed', (count) => vscode.l10n.t('{0} fixed', count)],
  ['proposed', (count) => vscode.l10n.t('{0} for you to judge', count)],
  ['suppressed', (count) => vscode.l10n.t('{0} only silenced', count)],
  ['unverified', (count) => vscode.l10n.t('{0} not verified', count)],
  ['remaining', (count) => vscode.l10n.t('{0} still there', count)],
  ['introduced', (count) => vscode.l10n.t('{0} new', count)],
];

/** What came of a run, in one line; only what there is any of. */
export function describeOutcome({ issues, stopReason }: RunReport): string {
  if (issues.found === 0) return vscode.l10n.t('None of these problems is there any more.');
  const parts = words.flatMap(([key, word]) => (issues[key] > 0 ? [word(issues[key])] : []));
  const became = parts.join(', ');
  const counts =
    issues.found === 1
      ? vscode.l10n.t('Of 1 problem: {0}.', became)
      : vscode.l10n.t('Of {0} problems: {1}.', issues.found, became);
  return stopReason === 'cancelled' ? vscode.l10n.t('Cancelled. {0}', counts) : counts;
}
