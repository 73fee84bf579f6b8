import * as vscode from 'vscode';
import type { CommandId } from '../commands/commandMap.ts';
import { plainMarkdown } from '../host/plainMarkdown.ts';
import { workerName } from '../workers/workerItems.ts';
import type { WorkerActivity } from '../workers/workerRows.ts';
import type { Status, StatusKind } from './describeStatus.ts';
import type { SessionDetails } from './sessionDetails.ts';
import { lookOf } from './statusLook.ts';

interface Link {
  readonly icon: string;
  readonly label: string;
  readonly command: CommandId | 'workbench.trust.manage';
}

type LinkName = 'open' | 'review' | 'pause' | 'resume' | 'cancel' | 'continue' | 'log' | 'trust';

/** Which links belong to which state. */
const linksOf: Readonly<Record<StatusKind, readonly LinkName[]>> = {
  untrusted: ['trust'],
  idle: ['log'],
  waiting: ['review', 'open', 'log'],
  planning: ['open', 'cancel', 'log'],
  running: ['open', 'review', 'pause', 'cancel', 'log'],
  paused: ['open', 'review', 'resume', 'cancel', 'log'],
  cutOff: ['continue', 'review', 'log'],
  failed: ['log', 'review'],
};

function links(): Readonly<Record<LinkName, Link>> {
  return {
    open: {
      icon: 'list-tree',
      label: vscode.l10n.t('Open'),
      command: 'swarmAutofix.showWhatMatters',
    },
    review: {
      icon: 'diff-multiple',
      label: vscode.l10n.t('Review Next'),
      command: 'swarmAutofix.reviewNext',
    },
    pause: {
      icon: 'debug-pause',
      label: vscode.l10n.t('Pause'),
      command: 'swarmAutofix.pauseRun',
    },
    resume: {
      icon: 'debug-continue',
      label: vscode.l10n.t('Resume'),
      command: 'swarmAutofix.resumeRun',
    },
    cancel: {
      icon: 'debug-stop',
      label: vscode.l10n.t('Cancel'),
      command: 'swarmAutofix.cancelRun',
    },
    continue: {
      icon: 'debug-continue',
      label: vscode.l10n.t('Continue'),
      command: 'swarmAutofix.continueRun',
    },
    log: { icon: 'output', label: vscode.l10n.t('Show Log'), command: 'swarmAutofix.showLog' },
    trust: {
      icon: 'shield',
      label: vscode.l10n.t('Manage Workspace Trust'),
      command: 'workbench.trust.manage',
    },
  };
}

function chosenLinks(status: Status): Link[] {
  const all = links();
  const names = linksOf[status.kind].filter(
    (name) => name !== 'review' || ('toReview' in status && status.toReview > 0),
  );
  return names.map((name) => all[name]);
}

function timeOf(moment: string): string {
  return new Date(moment).toLocaleTimeString(vscode.env.language);
}

function work({ taskId, doing, agent }: WorkerActivity): string {
  if (taskId === undefined) return vscode.l10n.t('checks everything');
  switch (doing) {
    case 'preparing':
      return vscode.l10n.t('prepares {0}', taskId);
    case 'checking':
      return vscode.l10n.t('looks into {0}', taskId);
    case 'verifying':
      return vscode.l10n.t('verifies {0}', taskId);
    case 'fixing':
      return agent === ''
        ? vscode.l10n.t('fixes {0}', taskId)
        : vscode.l10n.t('fixes {0} with {1}', taskId, agent);
  }
}

function workerLine(worker: WorkerActivity): string {
  const { workerId, since } = worker;
  return vscode.l10n.t('{0} {1} since {2}', workerName(workerId), work(worker), timeOf(since));
}

function rungLine({ rung, health }: SessionDetails): string | undefined {
  if (rung === undefined) return undefined;
  const name =
    rung.mode === 'sequential' ? vscode.l10n.t('sequential') : `parallel · ${rung.backend}`;
  const found = health.find(({ backend }) => backend === rung.backend)?.health;
  if (found === undefined) return name;
  return `${name}: ${found.available ? found.detail : found.reason}`;
}

/** How the others are that could do the work. */
function otherHealth({ rung, health }: SessionDetails): string[] {
  const others = health.filter(({ backend }) => backend !== rung?.backend);
  return others.map(({ backend, health: one }) =>
    one.available ? `${backend}: ${one.detail}` : `${backend}: ${one.reason}`,
  );
}

function modeLine({ lastModeChange: change }: SessionDetails): string | undefined {
  if (change === undefined) return undefined;
  return vscode.l10n.t(
    'Last change of mode at {0}: {1} → {2} ({3})',
    timeOf(change.at),
    change.from,
    change.to,
    change.reason,
  );
}

class Tooltip {
  readonly text = new vscode.MarkdownString('', true);

  heading(words: string): void {
    this.text.appendMarkdown(`**${plainMarkdown(words)}**\n\n`);
  }

  /** Text from elsewhere is shown as it is: it may look like a link. */
  line(icon: string, words: string | undefined): void {
    if (words === undefined || words === '') return;
    this.text.appendMarkdown(`$(${icon}) ${plainMarkdown(words)}\n\n`);
  }

  links(given: readonly Link[]): void {
    this.text.isTrusted = { enabledCommands: given.map(({ command }) => command) };
    const shown = given.map(
      ({ icon, label, command }) => `[$(${icon}) ${label}](command:${command})`,
    );
    this.text.appendMarkdown(`---\n\n${shown.join('&nbsp;&nbsp; ')}`);
  }
}

/** Everything that the one word in the status bar stands for. */
export function tooltipOf(
  status: Status,
  sessions: readonly SessionDetails[],
): vscode.MarkdownString {
  const tooltip = new Tooltip();
  tooltip.heading('Swarm Autofix');
  tooltip.text.appendMarkdown(`${plainMarkdown(lookOf(status).words)}\n\n`);
  for (const session of sessions) {
    if (sessions.length > 1) tooltip.heading(session.name);
    tooltip.line('server-process', rungLine(session));
    for (const words of otherHealth(session)) tooltip.line('plug', words);
    const { otherHolder } = session;
    if (otherHolder !== '') tooltip.line('lock', vscode.l10n.t('At work: {0}', otherHolder));
    for (const worker of session.workers) tooltip.line('gear', workerLine(worker));
    tooltip.line('arrow-swap', modeLine(session));
  }
  tooltip.links(chosenLinks(status));
  return tooltip.text;
}
