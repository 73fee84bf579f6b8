import * as vscode from 'vscode';
import { isUnreviewed } from '../../core/protocol/taskState.ts';
import { Coalescer } from '../host/coalescer.ts';
import type { ExtensionServices } from '../host/services.ts';
import { fixScheme } from './fixAddress.ts';
import type { LoadedReview } from './loadedReview.ts';
import { activeReviewTab, reviewTabs } from './reviewTabs.ts';

/** Watches editors and tasks, so that what is shown of a fix stays true. */
export class ReviewFollower implements vscode.Disposable {
  readonly #services: ExtensionServices;
  readonly #load: () => Promise<LoadedReview>;
  readonly #soon = new Coalescer(() => this.#follow());
  readonly #owned: vscode.Disposable;

  constructor(services: ExtensionServices, load: () => Promise<LoadedReview>) {
    this.#services = services;
    this.#load = load;
    const { window } = vscode;
    const look = (): void => this.#look();
    this.#owned = vscode.Disposable.from(
      this.#soon,
      services.sessions.onDidChange(look),
      window.tabGroups.onDidChangeTabs(look),
      window.tabGroups.onDidChangeTabGroups(look),
      window.onDidChangeVisibleTextEditors(look),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === fixScheme) look();
      }),
    );
    look();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** At once what menus go by; soon what is more work. */
  #look(): void {
    const { contextKeys, reviews, sessions } = this.#services;
    const reference = activeReviewTab(reviews.titles)?.reference;
    const task = reference && sessions.find(reference.root)?.find(reference)?.task;
    contextKeys.set('swarmAutofix.isReviewing', task !== undefined && isUnreviewed(task.state));
    if (this.#showsFixes()) this.#soon.request();
  }

  #showsFixes(): boolean {
    const { visibleTextEditors } = vscode.window;
    const isFix = ({ document }: vscode.TextEditor): boolean => document.uri.scheme === fixScheme;
    return visibleTextEditors.some(isFix) || reviewTabs(this.#services.reviews.titles).length > 0;
  }

  #follow(): void {
    const { errors } = this.#services;
    const work = async (): Promise<void> => (await this.#load()).follow();
    work().catch((error: unknown) =>
      errors.report(vscode.l10n.t('The review could not be brought up to date'), error),
    );
  }
}
