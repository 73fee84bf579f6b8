import type { FixReference } from './fixReference.ts';

type Reveal = (reference: FixReference) => Promise<void>;

/** With this, other features point at a fix in the view of fixes. */
export class FixPointer {
  #reveal: Reveal | undefined;

  /** For the view: how a task is shown in it. */
  attach(reveal: Reveal): void {
    this.#reveal = reveal;
  }

  /** Selects the task in the view, if that is open; the focus stays where it is. */
  async revealTask(reference: FixReference): Promise<void> {
    await this.#reveal?.(reference);
  }
}
