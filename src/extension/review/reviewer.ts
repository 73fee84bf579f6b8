import * as vscode from 'vscode';
import type { TaskView } from '../../core/manager/runView.ts';
import { isUnreviewed } from '../../core/protocol/taskState.ts';
import type { FixReference } from '../fixes/fixReference.ts';
import type { ExtensionServices } from '../host/services.ts';
import { taskKey } from '../session/sessionChange.ts';
import { type FoundFix, findFix } from './foundFix.ts';
import { fileMeant, showFile, showTask } from './reviewEditors.ts';
import { reviewList } from './reviewList.ts';
import { type Direction, isSameTask } from './reviewPlace.ts';
import { activeReviewTab, closeTabs, type ReviewTab, reviewTabs } from './reviewTabs.ts';
import { editTitle, fileTitle, taskTitle } from './reviewTitleText.ts';

const messageMs = 5_000;

function say(text: string): void {
  vscode.window.setStatusBarMessage(text, messageMs);
}

function nameOf({ root, runId, taskId }: FixReference): string {
  return `${root} ${taskKey(runId, taskId)}`;
}

/** True when an editor has nothing to show any more once another one shows this task. */
function isSuperseded({ kind, tab, reference }: ReviewTab, shown: FixReference): boolean {
  return tab.isPreview || (kind === 'task' && isSameTask(reference, shown));
}

/** The title that an editor should have; undefined when its title tells no verdict. */
function titleNow(entry: ReviewTab, view: TaskView): string | undefined {
  if (entry.kind === 'task') return taskTitle(view);
  return entry.address.side === 'fix' ? fileTitle(view, entry.address.path) : undefined;
}

function hasTitle(entry: ReviewTab, title: string): boolean {
  if (entry.kind === 'file') return entry.tab.label === title;
  return entry.title === title || entry.title.startsWith(`${title} · `);
}

/** Opens fixes for review, goes from one to the next, and follows what becomes of them. */
export class Reviewer {
  readonly #services: ExtensionServices;
  /** Tasks in editors that waited for a person when they were last looked at. */
  readonly #waiting = new Set<string>();
  /** The title that an editor was last opened again for. */
  #refreshed = '';
  /** What was last done, so that nothing is done at the same time. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(services: ExtensionServices) {
    this.#services = services;
  }

  /** Shows a whole task. @throws {SwarmError} `notFound`, or `state` when it has changed nothing. */
  openTask(reference: FixReference): Promise<void> {
    return this.#inTurn(() => this.#showTask(reference));
  }

  /** Shows one file of a task. @throws {SwarmError} `notFound`, `state`. */
  openFile(reference: FixReference): Promise<void> {
    return this.#inTurn(() => this.#showFile(reference, 'fix'));
  }

  /** Shows one file of a task so that it can be edited. @throws {SwarmError} `notFound`, `state`. */
  openForEdit(reference: FixReference): Promise<void> {
    return this.#inTurn(() => this.#showFile(reference, 'edit'));
  }

  /** Goes to the next fix, or to the one before; says so when there is none. */
  step(direction: Direction): Promise<void> {
    return this.#inTurn(async () => {
      const { sessions } = this.#services;
      if (sessions.all().length === 0) await sessions.openAll();
      const next = this.#next(direction);
      if (next === undefined) say(vscode.l10n.t('There is no fix to review.'));
      else await this.#showTask(next);
    });
  }

  /** Brings editors in line with what has become of the tasks that they show. */
  follow(): Promise<void> {
    return this.#inTurn(async () => {
      const { titles } = this.#services.reviews;
      const tabs = reviewTabs(titles);
      this.#takePlace(activeReviewTab(titles));
      const decided = tabs.filter((tab) => this.#isDecided(tab));
      await this.#leave(decided);
      if (decided.length === 0) await this.#refreshTitle();
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  #list(): FixReference[] {
    return reviewList(this.#services.sessions.all());
  }

  #next(direction: Direction): FixReference | undefined {
    return this.#services.reviews.place.step(direction, this.#list());
  }

  /** Whoever goes to another editor by hand is at that place of the list then. */
  #takePlace(active: ReviewTab | undefined): void {
    const { place } = this.#services.reviews;
    const list = this.#list();
    const { current } = place;
    const isNew = active && !(current && isSameTask(current, active.reference));
    if (isNew && list.some((entry) => isSameTask(entry, active.reference))) {
      place.goTo(active.reference, list);
    } else place.follow(list);
  }

  async #showTask(reference: FixReference): Promise<void> {
    const found = await findFix(this.#services, reference);
    const { place, titles } = this.#services.reviews;
    const before = reviewTabs(titles);
    titles.keep(new Set(before.flatMap((tab) => (tab.kind === 'task' ? [tab.title] : []))));
    const title = titles.claim(taskTitle(found.task), reference);
    await showTask(found, title);
    place.goTo(reference, this.#list());
    this.#note(reference, found);
    await closeTabs(before.filter((tab) => isSuperseded(tab, reference)));
  }

  async #showFile(reference: FixReference, side: 'fix' | 'edit'): Promise<void> {
    const found = await findFix(this.#services, reference);
    const path = await fileMeant(found, reference);
    if (path === undefined) return;
    const title = side === 'edit' ? editTitle(path) : fileTitle(found.task, path);
    await showFile(found, { path, side, title, hunks: reference.hunks });
    this.#services.reviews.place.goTo(reference, this.#list());
    this.#note(reference, found);
  }

  #note(reference: FixReference, { task }: Pick<FoundFix, 'task'>): void {
    if (isUnreviewed(task.state)) this.#waiting.add(nameOf(reference));
  }

  /** True when somebody has decided about a task since its editor was opened. */
  #isDecided({ reference }: ReviewTab): boolean {
    const session = this.#services.sessions.find(reference.root);
    if (session === undefined) return false;
    const name = nameOf(reference);
    const found = session.find(reference);
    if (found !== undefined && isUnreviewed(found.task.state)) {
      this.#waiting.add(name);
      return false;
    }
    return found === undefined || this.#waiting.has(name);
  }

  /** Goes on to the next fix when the person was at one that is decided, and closes those. */
  async #leave(decided: readonly ReviewTab[]): Promise<void> {
    if (decided.length === 0) return;
    const active = activeReviewTab(this.#services.reviews.titles);
    const wasThere = decided.some(({ tab }) => tab === active?.tab && !tab.isDirty);
    for (const { reference } of decided) this.#waiting.delete(nameOf(reference));
    const next = wasThere ? this.#next('next') : undefined;
    if (next !== undefined) await this.#showTask(next);
    else if (wasThere) say(vscode.l10n.t('That was the last fix to review.'));
    await closeTabs(decided);
  }

  /** A title that tells a verdict of before is shown to nobody. */
  async #refreshTitle(): Promise<void> {
    const active = activeReviewTab(this.#services.reviews.titles);
    if (active === undefined) return;
    const found = this.#services.sessions.find(active.reference.root)?.find(active.reference);
    const title = found && titleNow(active, found.task);
    if (title === undefined || hasTitle(active, title) || title === this.#refreshed) return;
    this.#refreshed = title;
    await closeTabs([active]);
    if (active.kind === 'task') await this.#showTask(active.reference);
    else await this.#showFile(active.reference, 'fix');
  }
}
