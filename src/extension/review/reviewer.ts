import * as vscode from 'vscode';
import type { FixReference } from '../fixes/fixReference.ts';
import type { ExtensionServices } from '../host/services.ts';
import { findFix } from './foundFix.ts';
import { fileMeant, showFile, showTask } from './reviewEditors.ts';
import { reviewList } from './reviewList.ts';
import { type Direction, isSameTask } from './reviewPlace.ts';
import { closeTabs, type ReviewTab, reviewTabs } from './reviewTabs.ts';
import { editTitle, fileTitle, taskTitle } from './reviewTitleText.ts';

const messageMs = 5_000;

/** True when an editor has nothing to show any more once another one shows this task. */
function isSuperseded({ kind, tab, reference }: ReviewTab, shown: FixReference): boolean {
  return tab.isPreview || (kind === 'task' && isSameTask(reference, shown));
}

/** Opens fixes for review, and goes from one to the next. */
export class Reviewer {
  readonly #services: ExtensionServices;
  /** The titles of diffs of one file, as they were given. */
  readonly #fileTitles = new Set<string>();

  constructor(services: ExtensionServices) {
    this.#services = services;
  }

  /** The fixes that wait for a person, in the order of the view. */
  list(): FixReference[] {
    return reviewList(this.#services.sessions.all());
  }

  /** True for the title of a diff of one file that tells the verdict. */
  hasGiven(title: string): boolean {
    return this.#fileTitles.has(title);
  }

  /** Shows a whole task. @throws {SwarmError} `notFound`, or `state` when it has changed nothing. */
  async openTask(reference: FixReference): Promise<void> {
    const found = await findFix(this.#services, reference);
    const { place, titles } = this.#services.reviews;
    const before = reviewTabs(titles);
    titles.keep(new Set(before.flatMap((tab) => (tab.kind === 'task' ? [tab.title] : []))));
    const title = titles.claim(taskTitle(found.task), reference);
    await showTask(found, title);
    place.goTo(reference, this.list());
    await closeTabs(before.filter((tab) => isSuperseded(tab, reference)));
    await this.#services.fixPointer.revealTask(reference);
  }

  /**
   * Shows one file of a task.
   * @param side `edit` when a person wants to change it.
   * @throws {SwarmError} `notFound`, `state`.
   */
  async openFile(reference: FixReference, side: 'fix' | 'edit'): Promise<void> {
    const found = await findFix(this.#services, reference);
    const path = await fileMeant(found, reference);
    if (path === undefined) return;
    const title = side === 'edit' ? editTitle(path) : fileTitle(found.task, path);
    await showFile(found, { path, side, title, hunks: reference.hunks });
    if (side === 'fix') this.#fileTitles.add(title);
    this.#services.reviews.place.goTo(reference, this.list());
    await this.#services.fixPointer.revealTask(reference);
  }

  /** Goes to the next fix, or to the one before, and says so when there is none. */
  async step(direction: Direction): Promise<void> {
    const { sessions } = this.#services;
    if (sessions.all().length === 0) await sessions.openAll();
    const next = this.#services.reviews.place.step(direction, this.list());
    if (next !== undefined) await this.openTask(next);
    else vscode.window.setStatusBarMessage(vscode.l10n.t('There is no fix to review.'), messageMs);
  }
}
