import * as vscode from 'vscode';
import type { Contribution } from '../host/contribution.ts';
import type { ExtensionServices } from '../host/services.ts';

/** Nothing of it is loaded until there is a repository whose tasks could be on a problem. */
class ProblemMarks implements vscode.Disposable {
  readonly #services: ExtensionServices;
  readonly #subscription: vscode.Disposable;
  #keeper: Promise<vscode.Disposable | undefined> | undefined;

  constructor(services: ExtensionServices) {
    this.#services = services;
    this.#subscription = services.sessions.onDidChange(() => this.#start());
  }

  dispose(): void {
    this.#subscription.dispose();
    void this.#keeper?.then((keeper) => keeper?.dispose());
  }

  #start(): void {
    this.#keeper ??= this.#load();
  }

  async #load(): Promise<vscode.Disposable | undefined> {
    try {
      const { MarkKeeper } = await import('./markKeeper.ts');
      return new MarkKeeper(this.#services);
    } catch (error) {
      this.#services.errors.report(vscode.l10n.t('Marks at problems cannot be shown'), error);
      return undefined;
    }
  }
}

export const problemMarks: Contribution = {
  name: 'marks at problems',
  register: (services) => new ProblemMarks(services),
};
