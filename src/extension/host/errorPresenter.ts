import { basename } from 'node:path';
import * as vscode from 'vscode';
import { isThisProcess } from '../../core/base/lockHolder.ts';
import type { Logger } from '../../core/base/logger.ts';
import { RepositoryBusy } from '../../core/base/repositoryBusy.ts';
import { isCancellation, isSwarmError, messageOf } from '../../core/base/swarmError.ts';
import { type WayOn, waysOn } from './waysOn.ts';

/** Something that somebody was shown, kept for a report. */
export interface RecentError {
  readonly at: string;
  readonly text: string;
  readonly stack: string | undefined;
}

/** So many are kept. */
const mostRecent = 20;

/** The core speaks of its command line to those who come second; here there are buttons. */
function busyText({ workingTree, holder }: RepositoryBusy): string {
  const { pid, purpose, since } = holder;
  const name = basename(workingTree);
  if (isThisProcess(holder)) {
    return vscode.l10n.t('A run goes on in {0} already. Wait for it, or cancel it.', name);
  }
  return vscode.l10n.t(
    '{0} is being worked on already, by process {1} ({2}, since {3}). Wait for it, or cancel its run.',
    ...[name, pid, purpose, new Date(since).toLocaleTimeString(vscode.env.language)],
  );
}

function textOf(doing: string, error: unknown): string {
  if (error instanceof RepositoryBusy) return busyText(error);
  return isSwarmError(error) ? error.message : `${doing}: ${messageOf(error)}`;
}

/** Shows what went wrong: each failure once, in one line, with a way on. The log has the rest. */
export class ErrorPresenter {
  readonly #log: Logger;
  readonly #shown = new WeakSet<Error>();
  readonly #recent: RecentError[] = [];

  constructor(log: Logger) {
    this.#log = log;
  }

  /** The last ones, newest first. */
  get recent(): readonly RecentError[] {
    return this.#recent.toReversed();
  }

  /**
   * @param doing what was being done, for the log and for failures that nobody foresaw.
   * Being cancelled is no failure.
   */
  report(doing: string, error: unknown): void {
    if (isCancellation(error) || error instanceof vscode.CancellationError) return;
    if (error instanceof Error) {
      if (this.#shown.has(error)) return;
      this.#shown.add(error);
    }
    this.#log.error(doing, error);
    const text = textOf(doing, error);
    this.#remember(text, error);
    void this.#show(text, waysOn(error));
  }

  #remember(text: string, error: unknown): void {
    const stack = error instanceof Error ? error.stack : undefined;
    this.#recent.push({ at: new Date().toISOString(), text, stack });
    if (this.#recent.length > mostRecent) this.#recent.shift();
  }

  async #show(text: string, ways: readonly WayOn[]): Promise<void> {
    const chosen = await vscode.window.showErrorMessage(text, ...ways.map(({ label }) => label));
    const way = ways.find(({ label }) => label === chosen);
    if (way !== undefined) await vscode.commands.executeCommand(way.command, ...(way.args ?? []));
  }
}
