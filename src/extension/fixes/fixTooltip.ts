import * as vscode from 'vscode';
import type { Hunk } from '../../core/git/hunks.ts';
import type { TaskView } from '../../core/manager/runView.ts';
import type { Diagnostic } from '../../core/protocol/diagnostic.ts';
import type { Issue } from '../../core/protocol/issue.ts';
import type { SwarmResult } from '../../core/protocol/swarmResult.ts';
import type { IssueVerdict } from '../../core/protocol/verdict.ts';
import { plainMarkdown } from '../host/plainMarkdown.ts';
import { formatElapsed } from '../workers/elapsed.ts';
import { workerName } from '../workers/workerItems.ts';
import { stillReportedIconName, verdictIconName } from './fixIcons.ts';
import { stateWord, stillReportedText, taskLabel, verdictText, verdictWord } from './fixLabels.ts';

/** So many problems of a task are told one by one; the others are counted. */
const issuesShown = 12;

function place({ file, range, message }: Diagnostic): string {
  return `${file}:${range.line} ${message}`;
}

function stillReportedLine(issue: Issue): string {
  const words = vscode.l10n.t('still reported by the editor');
  return `- $(${stillReportedIconName}) **${words}** ${plainMarkdown(place(issue))}`;
}

function issueLine(issue: Issue, verdict: IssueVerdict | undefined): string {
  if (verdict === undefined) return `- $(circle-outline) ${plainMarkdown(place(issue))}`;
  const reason = verdict.reason === '' ? '' : ` (${verdict.reason})`;
  const icon = verdictIconName(verdict.verdict);
  const word = verdictWord(verdict.verdict);
  return `- $(${icon}) **${word}** ${plainMarkdown(place(issue) + reason)}`;
}

function issueLines({ task, result }: TaskView, stillReported: ReadonlySet<string>): string {
  const verdicts = new Map(result?.verdicts.map((verdict) => [verdict.issueId, verdict]));
  const lines = task.issues
    .slice(0, issuesShown)
    .map((issue) =>
      stillReported.has(issue.id)
        ? stillReportedLine(issue)
        : issueLine(issue, verdicts.get(issue.id)),
    );
  const others = task.issues.length - issuesShown;
  if (others > 0) lines.push(`- ${vscode.l10n.t('and {0} more', others)}`);
  return lines.join('\n');
}

function introducedParagraphs({ introduced }: SwarmResult): string[] {
  if (introduced.length === 0) return [];
  const lines = introduced.slice(0, issuesShown).map((one) => `- ${plainMarkdown(place(one))}`);
  return [`$(warning) **${vscode.l10n.t('Brings new problems')}**`, lines.join('\n')];
}

function workParagraphs({ result, workerId, original }: TaskView): string[] {
  if (result === undefined) return [];
  const duration = formatElapsed(result.durationSeconds * 1000);
  const who = [result.agent, workerName(workerId), duration].filter((word) => word !== '');
  const edited = original === undefined ? [] : [vscode.l10n.t('Edited by you since.')];
  return [who.join(' · '), ...edited, ...result.errors].map(plainMarkdown);
}

/** What a hunk changes; built when somebody points at it. */
export function hunkTooltip({ text }: Hunk): vscode.MarkdownString {
  return new vscode.MarkdownString().appendCodeblock(text, 'diff');
}

/**
 * All that is known of a task; built when somebody points at it.
 * @param stillReported the ids of its issues that the editor still reports after the merge.
 * @param spent what agents have used for it; empty for nothing.
 */
export function taskTooltip(
  view: TaskView,
  stillReported: ReadonlySet<string>,
  spent = '',
): vscode.MarkdownString {
  const { task, state, result, reason } = view;
  const verdicts = result === undefined ? '' : verdictText(result);
  const words = [stateWord(state), verdicts, stillReportedText(stillReported)];
  const paragraphs = [
    `**${plainMarkdown(taskLabel(view))}**`,
    plainMarkdown(words.filter((word) => word !== '').join(' · ')),
    ...(reason === '' ? [] : [plainMarkdown(reason)]),
    issueLines(view, stillReported),
    ...(result === undefined ? [] : introducedParagraphs(result)),
    ...workParagraphs(view),
    ...(spent === '' ? [] : [plainMarkdown(vscode.l10n.t('Spent: {0}', spent))]),
    plainMarkdown(vscode.l10n.t('Task {0}: {1}', task.taskId, task.reason)),
  ];
  return new vscode.MarkdownString(paragraphs.join('\n\n'), true);
}
