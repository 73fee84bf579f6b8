import type { FixReference } from '../fixes/fixReference.ts';
import { isSameTask } from './reviewPlace.ts';

/** The title of an editor that shows a whole task. */
export interface TitledReview {
  readonly title: string;
  readonly reference: FixReference;
}

/**
 * Which task an editor shows that has several files in it: the editor's API tells nothing of such an
 * editor but its title, so no two tasks may have the same.
 */
export class ReviewTitles {
  readonly #byTitle = new Map<string, FixReference>();
  readonly #onChange: (entries: readonly TitledReview[]) => void;

  /** @param entries those of before, as `onChange` was told them. */
  constructor(
    entries: Iterable<TitledReview> = [],
    onChange: (entries: readonly TitledReview[]) => void = () => undefined,
  ) {
    for (const { title, reference } of entries) this.#byTitle.set(title, reference);
    this.#onChange = onChange;
  }

  /** @returns the title, or one with the task's name behind it when another task has it. */
  claim(title: string, reference: FixReference): string {
    const { runId, taskId } = reference;
    const choices = [title, `${title} · ${taskId}`, `${title} · ${runId} ${taskId}`];
    const free = choices.find((choice) => this.#isFree(choice, reference));
    const claimed = free ?? title;
    this.#byTitle.set(claimed, reference);
    this.#tell();
    return claimed;
  }

  /** @param label the title as the editor shows it, which may have the number of files behind it. */
  find(label: string): TitledReview | undefined {
    const title = [label, label.replace(/ \([^()]*\)$/, '')].find((one) => this.#byTitle.has(one));
    const reference = title === undefined ? undefined : this.#byTitle.get(title);
    return title === undefined || reference === undefined ? undefined : { title, reference };
  }

  /** Forgets all titles but these. */
  keep(titles: ReadonlySet<string>): void {
    const gone = [...this.#byTitle.keys()].filter((title) => !titles.has(title));
    for (const title of gone) this.#byTitle.delete(title);
    if (gone.length > 0) this.#tell();
  }

  #isFree(title: string, reference: FixReference): boolean {
    const holder = this.#byTitle.get(title);
    return holder === undefined || isSameTask(holder, reference);
  }

  #tell(): void {
    this.#onChange([...this.#byTitle].map(([title, reference]) => ({ title, reference })));
  }
}
