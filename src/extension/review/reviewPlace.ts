import type { FixReference } from '../fixes/fixReference.ts';

/** One step back or forth in a list. */
export type Direction = 'next' | 'previous';

/** True when both are of one task, whichever part of it they name. */
export function isSameTask(one: FixReference, other: FixReference): boolean {
  return one.root === other.root && one.runId === other.runId && one.taskId === other.taskId;
}

/** Where a person is in the list of fixes to review, also when what they looked at has left it. */
export class ReviewPlace {
  #current: FixReference | undefined;
  #index = 0;

  /** The task that was looked at last. */
  get current(): FixReference | undefined {
    return this.#current;
  }

  /** Goes to a task, which need not be in the list. */
  goTo({ root, runId, taskId }: FixReference, list: readonly FixReference[]): void {
    this.#current = { root, runId, taskId };
    this.follow(list);
  }

  /** Keeps the place while the list changes. */
  follow(list: readonly FixReference[]): void {
    const index = this.#find(list);
    if (index >= 0) this.#index = index;
  }

  /** The task after or before the current one, round about; undefined when there is none at all. */
  step(direction: Direction, list: readonly FixReference[]): FixReference | undefined {
    const last = list.length - 1;
    const index = this.#find(list);
    const [before, after] =
      index >= 0 ? [index - 1, index + 1] : this.#gap(Math.min(this.#index, list.length));
    const wanted = direction === 'next' ? after : before;
    if (wanted < 0) return list[last];
    return list[wanted > last ? 0 : wanted];
  }

  /** The neighbours of a place that nothing is at any more. */
  #gap(index: number): readonly [before: number, after: number] {
    return this.#current === undefined ? [-1, 0] : [index - 1, index];
  }

  #find(list: readonly FixReference[]): number {
    const current = this.#current;
    return current === undefined ? -1 : list.findIndex((entry) => isSameTask(entry, current));
  }
}
