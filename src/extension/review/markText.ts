import * as vscode from 'vscode';
import { groupBy } from '../../core/base/groupBy.ts';
import type { CommandId } from '../commands/commandMap.ts';
import { ruleNames, verdictWord } from '../fixes/fixLabels.ts';
import type { FixReference, FixTarget } from '../fixes/fixReference.ts';
import type { Worth } from '../fixes/verdictCounts.ts';
import { plainMarkdown } from '../host/plainMarkdown.ts';
import type { MarkedIssue } from './issueMarks.ts';

/** So much fits beside the code. */
const longestMessage = 80;

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longestMessage ? line : `${line.slice(0, longestMessage - 1)}…`;
}

function word(worth: Worth): string {
  return worth === 'introduced' ? vscode.l10n.t('new problem') : verdictWord(worth);
}

/** What stands beside a line: `fixed: ts(6133) 'a' is declared but…`, or `fixed 2: ts(6133)`. */
export function lineText(issues: readonly MarkedIssue[]): string {
  const problems = issues.map(({ problem }) => problem);
  const groups = [...groupBy(issues, ({ worth }) => worth)];
  const counted = groups.map(([worth, { length }]) => `${word(worth)} ${length}`).join(' · ');
  const [first] = issues;
  if (first === undefined || issues.length > 1) return `${counted}: ${ruleNames(problems)}`;
  return `${word(first.worth)}: ${ruleNames(problems)} ${shorten(first.problem.message)}`;
}

function link(text: string, command: CommandId, reference: FixReference): string {
  const target: FixTarget = { reference };
  return `[${text}](command:${command}?${encodeURIComponent(JSON.stringify([target]))})`;
}

/** Some changed lines that a person can decide about by themselves. */
export interface HunkChoice {
  readonly reference: FixReference;
  readonly canAccept: boolean;
}

/** What a hover says: each problem with its verdict and why, and what can be done here. */
export function hoverText(
  issues: readonly MarkedIssue[],
  choice: HunkChoice | undefined,
): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: ['swarmAutofix.acceptFix', 'swarmAutofix.discardFix'] };
  for (const { worth, problem, reason } of issues) {
    const said = plainMarkdown(`${ruleNames([problem])} ${problem.message}`);
    const why = reason === '' ? '' : `\n\n${plainMarkdown(reason)}`;
    text.appendMarkdown(`**${word(worth)}** · ${said}${why}\n\n`);
  }
  return choice === undefined ? text : text.appendMarkdown(linksOf(choice).join(' · '));
}

function linksOf({ reference, canAccept }: HunkChoice): string[] {
  const accept = vscode.l10n.t('Accept this change');
  const discard = link(vscode.l10n.t('Discard this change'), 'swarmAutofix.discardFix', reference);
  return canAccept ? [link(accept, 'swarmAutofix.acceptFix', reference), discard] : [discard];
}
