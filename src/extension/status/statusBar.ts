import * as vscode from 'vscode';
import { Coalescer } from '../host/coalescer.ts';
import type { Contribution } from '../host/contribution.ts';
import type { ExtensionServices } from '../host/services.ts';
import { AcknowledgedRuns } from './acknowledgedRuns.ts';
import { describeStatus, type Status } from './describeStatus.ts';
import { HealthBook } from './healthBook.ts';
import { detailsOf } from './sessionDetails.ts';
import { factsOf } from './sessionFacts.ts';
import { lookOf } from './statusLook.ts';
import { tooltipOf } from './statusTooltip.ts';
import { showWhatMatters } from './whatMatters.ts';

/** Left of the editor's own entries that come and go, right of branch and problems. */
const priority = 10;

/** The one entry in the status bar, kept up to date. */
class StatusBar implements vscode.Disposable {
  readonly #services: ExtensionServices;
  readonly #acknowledged: AcknowledgedRuns;
  readonly #item = vscode.window.createStatusBarItem(
    'swarmAutofix.status',
    vscode.StatusBarAlignment.Left,
    priority,
  );
  readonly #refresh = new Coalescer(() => this.update());
  readonly #health: HealthBook;

  constructor(services: ExtensionServices) {
    this.#services = services;
    this.#health = new HealthBook(services, () => this.#refresh.request());
    this.#acknowledged = new AcknowledgedRuns(services.context.workspaceState);
    this.#item.name = 'Swarm Autofix';
    this.#item.command = 'swarmAutofix.showWhatMatters';
  }

  get status(): Status {
    return describeStatus({
      isTrusted: vscode.workspace.isTrusted,
      sessions: this.#services.sessions.all().map(factsOf),
      acknowledged: this.#acknowledged.all(),
    });
  }

  requestUpdate(): void {
    this.#refresh.request();
  }

  update(): void {
    const { status } = this;
    const { text, words, background } = lookOf(status);
    const details = this.#services.sessions
      .all()
      .map((session) => detailsOf(session, this.#health.of(session)));
    this.#item.text = text;
    this.#item.backgroundColor = background;
    this.#item.tooltip = tooltipOf(status, details);
    this.#item.accessibilityInformation = { label: `Swarm Autofix: ${words}`, role: 'button' };
    if (vscode.workspace.workspaceFolders === undefined) this.#item.hide();
    else this.#item.show();
  }

  /** Opens what matters now. A broken run has been seen then. */
  async open(): Promise<void> {
    const { status } = this;
    if ('runIds' in status) await this.#acknowledged.add(status.runIds);
    this.update();
    await showWhatMatters(status);
  }

  dispose(): void {
    this.#refresh.dispose();
    this.#item.dispose();
  }
}

export const statusBar: Contribution = {
  name: 'status bar',
  register: (services) => {
    const bar = new StatusBar(services);
    const update = (): void => bar.requestUpdate();
    bar.update();
    return vscode.Disposable.from(
      bar,
      services.commands.register('swarmAutofix.showWhatMatters', () => bar.open()),
      services.sessions.onDidChange(update),
      vscode.workspace.onDidGrantWorkspaceTrust(update),
      vscode.workspace.onDidChangeWorkspaceFolders(update),
    );
  },
};
