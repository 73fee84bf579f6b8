import type { Locator, Page } from 'playwright-core';

/** After so long without what they look for, people close it and open it again. */
const impatienceMs = 5_000;

/** The box at the top: the command palette, quick open, and what extensions ask there. */
export class QuickPick {
  readonly #page: Page;
  readonly #widget: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.quick-input-widget');
  }

  /** Opens it for a file's name, or with `>` in front for a command's title. */
  async open(text: string): Promise<void> {
    await this.#page.keyboard.press('F1');
    try {
      await this.#input.fill(text, { timeout: impatienceMs });
    } catch {
      // Something else in the window has taken the focus, and closed it: a person opens it again.
      await this.#page.keyboard.press('F1');
      await this.type(text);
    }
  }

  get #input(): Locator {
    return this.#widget.locator('input[type=text]');
  }

  /** Puts a text in place of what stands in its input. */
  async type(text: string): Promise<void> {
    await this.#input.fill(text);
  }

  /** Until it asks something under a title with this text. */
  async waitForTitle(text: string): Promise<void> {
    await this.#widget.locator('.quick-input-title', { hasText: text }).waitFor();
  }

  /** The rows that are in sight, once there is one. */
  async items(): Promise<string[]> {
    // Where several may be chosen, each is told as a box to tick.
    const rows = this.#widget.locator('[role=option], .monaco-list-row [role=checkbox]');
    await rows.first().waitFor();
    return rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  /**
   * Takes the first row of that label, once it is there.
   * @param label without what screen readers are told after it, such as `, recently used`.
   */
  async choose(label: string): Promise<void> {
    await this.#option(label).click();
  }

  /** True when a row of that label is there, or comes soon. */
  offers(label: string): Promise<boolean> {
    return this.#option(label)
      .waitFor({ timeout: impatienceMs })
      .then(
        () => true,
        () => false,
      );
  }

  #option(label: string): Locator {
    const whole = `[role=option][aria-label=${JSON.stringify(label)}]`;
    const more = `[role=option][aria-label^=${JSON.stringify(`${label}, `)}]`;
    return this.#widget.locator(`${whole}, ${more}`).first();
  }

  /** Takes what is typed, or marked. */
  async accept(): Promise<void> {
    await this.#page.keyboard.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.#widget.waitFor({ state: 'hidden' });
  }
}
