import { isUnreviewed } from '../../core/protocol/taskState.ts';
import type { FixReference } from '../fixes/fixReference.ts';
import type { ExtensionServices } from '../host/services.ts';
import { taskKey } from '../session/sessionChange.ts';
import type { Reviewer } from './reviewer.ts';
import { isSameTask } from './reviewPlace.ts';
import { activeReviewTab, closeTabs, type ReviewTab, reviewTabs } from './reviewTabs.ts';
import { fileTitle, taskTitle } from './reviewTitleText.ts';

function nameOf({ root, runId, taskId }: FixReference): string {
  return `${root} ${taskKey(runId, taskId)}`;
}

/** Titles of tasks may have their name behind them. */
function isTitleOf(title: string, plain: string): boolean {
  return title === plain || title.startsWith(`${plain} · `);
}

/** Keeps the editors that show fixes in line with what becomes of the tasks. */
export class EditorUpkeep {
  readonly #services: ExtensionServices;
  readonly #reviewer: Reviewer;
  /** Tasks in editors that waited for a person when they were last looked at. */
  readonly #waiting = new Set<string>();

  constructor(services: ExtensionServices, reviewer: Reviewer) {
    this.#services = services;
    this.#reviewer = reviewer;
  }

  async follow(): Promise<void> {
    const { titles } = this.#services.reviews;
    const tabs = reviewTabs(titles);
    this.#takePlace(activeReviewTab(titles));
    const decided = tabs.filter((tab) => this.#isDecided(tab));
    if (decided.length > 0) await this.#leave(decided);
    else await this.#refreshTitles(tabs);
  }

  /** Whoever goes to another editor by hand is at that place of the list then. */
  #takePlace(active: ReviewTab | undefined): void {
    const { place } = this.#services.reviews;
    const { current } = place;
    const list = this.#reviewer.list();
    const isElsewhere = active && !(current && isSameTask(current, active.reference));
    if (isElsewhere && list.some((entry) => isSameTask(entry, active.reference))) {
      place.goTo(active.reference, list);
    } else place.follow(list);
  }

  /** True when somebody has decided about a task since its editor was opened. */
  #isDecided({ reference }: ReviewTab): boolean {
    const session = this.#services.sessions.find(reference.root);
    if (session === undefined) return false;
    const name = nameOf(reference);
    const found = session.find(reference);
    if (found === undefined || !isUnreviewed(found.task.state)) {
      return found === undefined || this.#waiting.has(name);
    }
    this.#waiting.add(name);
    return false;
  }

  /** Goes on to the next fix when the person was at one that is decided, and closes those. */
  async #leave(decided: readonly ReviewTab[]): Promise<void> {
    const active = activeReviewTab(this.#services.reviews.titles);
    const wasThere = decided.some(({ tab }) => tab === active?.tab && !tab.isDirty);
    for (const { reference } of decided) this.#waiting.delete(nameOf(reference));
    if (wasThere) await this.#reviewer.step('next');
    await closeTabs(decided);
  }

  /** Takes away titles that tell a verdict of before. What a person has before them comes back. */
  async #refreshTitles(tabs: readonly ReviewTab[]): Promise<void> {
    const outdated = tabs.filter((entry) => this.#isOutdated(entry));
    const active = outdated.find(({ tab }) => tab.isActive && tab.group.isActive);
    await closeTabs(outdated.filter((entry) => entry === active || entry.tab.isPreview));
    if (active?.kind === 'task') await this.#reviewer.openTask(active.reference);
    if (active?.kind === 'file') await this.#reviewer.openFile(active.reference, 'fix');
  }

  #isOutdated(entry: ReviewTab): boolean {
    const { reference } = entry;
    const task = this.#services.sessions.find(reference.root)?.find(reference)?.task;
    if (task === undefined) return false;
    if (entry.kind === 'task') return !isTitleOf(entry.title, taskTitle(task));
    const { label } = entry.tab;
    return this.#reviewer.hasGiven(label) && label !== fileTitle(task, entry.address.path);
  }
}
