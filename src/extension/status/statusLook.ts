import * as vscode from 'vscode';
import { phaseText } from '../workers/phaseText.ts';
import type { Status, StatusKind } from './describeStatus.ts';

/** What is seen, and what is said to somebody who does not see it. */
export interface StatusLook {
  readonly text: string;
  readonly words: string;
  readonly background: vscode.ThemeColor | undefined;
}

const icons: Readonly<Record<StatusKind, string>> = {
  untrusted: '$(workspace-untrusted)',
  idle: '$(wand)',
  waiting: '$(diff-multiple)',
  planning: '$(sync~spin)',
  running: '$(sync~spin)',
  paused: '$(debug-pause)',
  cutOff: '$(warning)',
  failed: '$(error)',
};

/** The editor keeps these two colors for what needs somebody at once. */
const backgrounds: Partial<Record<StatusKind, string>> = {
  cutOff: 'statusBarItem.warningBackground',
  failed: 'statusBarItem.errorBackground',
};

function toReview(count: number): string {
  return vscode.l10n.t('{0} to review', count);
}

function joined(first: string, review: number): string {
  return review === 0 ? first : `${first} · ${toReview(review)}`;
}

function shortText(status: Status): string {
  switch (status.kind) {
    case 'untrusted':
    case 'idle':
      return vscode.l10n.t('Swarm');
    case 'waiting':
      return toReview(status.toReview);
    case 'planning':
      return joined(vscode.l10n.t('Planning'), status.toReview);
    case 'running':
    case 'paused':
      return joined(`${status.done}/${status.total}`, status.toReview);
    case 'cutOff':
      return joined(vscode.l10n.t('Cut off'), status.toReview);
    case 'failed':
      return joined(vscode.l10n.t('Failed'), status.toReview);
  }
}

function state(status: Status): string {
  switch (status.kind) {
    case 'untrusted':
      return vscode.l10n.t('This folder is not trusted: problems are shown, nothing is started.');
    case 'idle':
      return vscode.l10n.t('Nothing is going on.');
    case 'waiting':
      return vscode.l10n.t('Fixes wait for you: {0}.', status.toReview);
    case 'planning':
      return status.phase === ''
        ? vscode.l10n.t('A run begins.')
        : vscode.l10n.t('A run begins: {0}.', phaseText(status.phase));
    case 'running':
      return vscode.l10n.t('Tasks ended: {0} of {1}.', status.done, status.total);
    case 'paused':
      return vscode.l10n.t('Paused. Tasks ended: {0} of {1}.', status.done, status.total);
    case 'cutOff':
      return vscode.l10n.t('The last run was cut off. What it had finished is kept.');
    case 'failed':
      return vscode.l10n.t('The last run failed. The log says why.');
  }
}

/** All of it in words. */
function sentence(status: Status): string {
  const review = 'toReview' in status && status.kind !== 'waiting' ? status.toReview : 0;
  const first = state(status);
  return review === 0 ? first : `${first} ${vscode.l10n.t('Fixes wait for you: {0}.', review)}`;
}

export function lookOf(status: Status): StatusLook {
  const background = backgrounds[status.kind];
  return {
    text: `${icons[status.kind]} ${shortText(status)}`,
    words: sentence(status),
    background: background === undefined ? undefined : new vscode.ThemeColor(background),
  };
}
