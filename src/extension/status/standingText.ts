import * as vscode from 'vscode';
import { formatElapsed } from '../workers/elapsed.ts';
import { workerName } from '../workers/workerItems.ts';
import type { HeldIssue } from './heldIssue.ts';
import type { Standing } from './standing.ts';

type Ready = Extract<Standing, { kind: 'ready' }>;

function withReason(words: string, reason: string): string {
  return reason === '' ? words : `${words}: ${reason}`;
}

function readySentence({ verdict, reason }: Ready, source: string): string {
  switch (verdict) {
    case 'fixed':
      return vscode.l10n.t('Fix ready: fixed (verified by {0})', source);
    case 'proposed':
      return withReason(vscode.l10n.t('Fix ready, for you to judge'), reason);
    case 'suppressed':
      return withReason(vscode.l10n.t('Only silenced, not fixed'), reason);
    case 'unverified':
      return withReason(vscode.l10n.t('Fix ready, not verified'), reason);
  }
}

/** How it stands with a problem, in a sentence. */
export function standingSentence({ issue, standing }: HeldIssue, now: number): string {
  switch (standing.kind) {
    case 'queued':
      return vscode.l10n.t('Waits for a worker');
    case 'working':
      return vscode.l10n.t(
        '{0} is on this since {1}',
        workerName(standing.workerId),
        formatElapsed(now - Date.parse(standing.since)),
      );
    case 'verifying':
      return vscode.l10n.t('{0} checks its fix for this', workerName(standing.workerId));
    case 'ready':
      return readySentence(standing, issue.source);
    case 'conflicted':
      return withReason(
        vscode.l10n.t('The fix conflicts with what has been edited since'),
        standing.reason,
      );
    case 'stillReported':
      return vscode.l10n.t('Its fix was merged, and the editor still reports it');
  }
}

/** The same at the end of the line, as short as can be; empty when it would only be in the way. */
export function standingMark({ standing }: HeldIssue): string {
  switch (standing.kind) {
    case 'queued':
      return '';
    case 'working':
    case 'verifying':
      return `⟳ ${workerName(standing.workerId)}`;
    case 'ready':
      return standing.verdict === 'fixed'
        ? vscode.l10n.t('✓ fix ready')
        : vscode.l10n.t('? fix to judge');
    case 'conflicted':
      return vscode.l10n.t('⚠ fix in conflict');
    case 'stillReported':
      return vscode.l10n.t('⚠ still reported');
  }
}
