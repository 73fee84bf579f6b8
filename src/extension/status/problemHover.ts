import * as vscode from 'vscode';
import { type Clock, systemClock } from '../../core/base/clock.ts';
import type { CommandId } from '../commands/commandMap.ts';
import { plainMarkdown } from '../host/plainMarkdown.ts';
import type { SettingsReader } from '../settings/settingsReader.ts';
import type { HeldIssue } from './heldIssue.ts';
import type { ProblemMarker } from './problemMarker.ts';
import type { Standing } from './standing.ts';
import { standingSentence } from './standingText.ts';

interface Action {
  readonly label: string;
  readonly command: CommandId;
}

function actionsOf(standing: Standing): Action[] {
  const review: Action = { label: vscode.l10n.t('Review'), command: 'swarmAutofix.reviewTask' };
  const accept: Action = { label: vscode.l10n.t('Accept'), command: 'swarmAutofix.acceptFix' };
  const log: Action = { label: vscode.l10n.t('Open Log'), command: 'swarmAutofix.openTaskLog' };
  const cancel: Action = { label: vscode.l10n.t('Cancel'), command: 'swarmAutofix.cancelTask' };
  const resolve: Action = {
    label: vscode.l10n.t('Resolve Conflict'),
    command: 'swarmAutofix.resolveConflict',
  };
  switch (standing.kind) {
    case 'queued':
      return [cancel];
    case 'working':
    case 'verifying':
      return [log, cancel];
    case 'ready':
      // What a person must judge is to be seen before it is accepted.
      return standing.verdict === 'fixed' ? [review, accept] : [review];
    case 'conflicted':
      return [review, resolve];
    case 'stillReported':
      return [review, log];
  }
}

function describe(mark: HeldIssue, now: number): vscode.MarkdownString {
  const text = new vscode.MarkdownString('$(wand) ', true);
  const actions = actionsOf(mark.standing);
  text.isTrusted = { enabledCommands: actions.map(({ command }) => command) };
  text.appendMarkdown(plainMarkdown(standingSentence(mark, now)));
  const others = mark.inTask - 1;
  if (others > 0) {
    const more = vscode.l10n.t('(task {0}, with {1} more)', mark.reference.taskId, others);
    text.appendMarkdown(` ${plainMarkdown(more)}`);
  }
  const argument = encodeURIComponent(JSON.stringify([{ reference: mark.reference }]));
  const links = actions.map(({ label, command }) => `[${label}](command:${command}?${argument})`);
  return text.appendMarkdown(`\n\n${links.join(' · ')}`);
}

/** Says on hover who is on a problem, or that its fix waits. */
export class ProblemHover implements vscode.HoverProvider {
  readonly #marker: ProblemMarker;
  readonly #settings: SettingsReader;
  readonly #now: Clock;

  constructor(marker: ProblemMarker, settings: SettingsReader, now: Clock = systemClock) {
    this.#marker = marker;
    this.#settings = settings;
    this.#now = now;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    if (!this.#settings.get('showStateAtProblems')) return undefined;
    const here = this.#marker.marksIn(document).filter(({ range }) => range.contains(position));
    const [first] = here;
    if (first === undefined) return undefined;
    const now = this.#now();
    return new vscode.Hover(
      here.map(({ mark }) => describe(mark, now)),
      first.range,
    );
  }
}
