import * as vscode from 'vscode';
import type { Contribution } from '../host/contribution.ts';
import type { ExtensionServices } from '../host/services.ts';
import { currentReference } from '../review/currentReference.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import { formatElapsed } from './elapsed.ts';
import { LogFollower } from './logFollower.ts';
import { phaseText } from './phaseText.ts';
import { SecondTicker } from './secondTicker.ts';
import { cancelTask, openTaskLog } from './taskCommands.ts';
import { currentRun } from './workerRows.ts';
import { WorkersTree } from './workersTree.ts';

/** What has no row yet: a run that begins, and a process that says nothing about its run. */
function messageOf(session: RepositorySession): string[] {
  const { live, name, otherHolder } = session;
  const hasRows = currentRun(session) !== undefined;
  if (live !== undefined) return hasRows ? [] : [`${name}: ${phaseText(live.phase)} …`];
  if (otherHolder === '') return [];
  return [vscode.l10n.t('Another process is at work on {0}: {1}.', name, otherHolder)];
}

/** Keeps the view up to date: at once when something changes, and each second while times run. */
class WorkersPane implements vscode.Disposable {
  readonly #services: ExtensionServices;
  readonly #tree: WorkersTree;
  readonly #view: vscode.TreeView<unknown>;
  readonly #ticker = new SecondTicker(() => this.#tick());
  readonly #owned: vscode.Disposable;

  constructor(services: ExtensionServices) {
    const { sessions } = services;
    this.#services = services;
    this.#tree = new WorkersTree(() => sessions.all());
    this.#view = vscode.window.createTreeView('swarmAutofix.workers', {
      treeDataProvider: this.#tree,
    });
    this.#owned = vscode.Disposable.from(
      this.#tree,
      this.#view,
      this.#ticker,
      sessions.onDidChange(({ workers }) => workers && this.#show()),
      this.#view.onDidChangeVisibility(() => this.#show()),
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #show(): void {
    const sessions = this.#services.sessions.all();
    const isRunning = sessions.some((session) => session.isRunning);
    this.#showElapsed();
    this.#view.message = sessions.flatMap(messageOf).join('\n');
    this.#tree.refresh();
    this.#ticker.setRunning(isRunning && this.#view.visible);
  }

  /** The time of the whole run, each second; several runs have none in common. */
  #showElapsed(): void {
    const runs = this.#services.sessions.all().flatMap((session) => currentRun(session) ?? []);
    const [first, ...others] = runs;
    const isAlone = first !== undefined && others.length === 0;
    const elapsed = isAlone ? Date.now() - Date.parse(first.record.startedAt) : 0;
    this.#view.description = isAlone ? formatElapsed(elapsed) : '';
  }

  #tick(): void {
    this.#showElapsed();
    this.#tree.refresh();
  }
}

export const workersView: Contribution = {
  name: 'view of workers',
  register(services) {
    const { sessions } = services;
    const follower = new LogFollower();
    services.commands.register('swarmAutofix.cancelTask', (target) => cancelTask(sessions, target));
    services.commands.register('swarmAutofix.openTaskLog', (target) =>
      openTaskLog(
        sessions,
        follower,
        target === undefined || target instanceof vscode.Uri
          ? currentReference(services, target)
          : target,
      ),
    );
    return vscode.Disposable.from(follower, new WorkersPane(services));
  },
};
