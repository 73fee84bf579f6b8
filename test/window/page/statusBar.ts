import type { Locator, Page } from 'playwright-core';

/** The line at the bottom. */
export class StatusBar {
  readonly #items: Locator;

  constructor(page: Page) {
    this.#items = page.locator('.part.statusbar .statusbar-item');
  }

  /** What screen readers tell of each item. */
  texts(): Promise<string[]> {
    return this.#items.evaluateAll((all) =>
      all.map((item) => item.getAttribute('aria-label') ?? ''),
    );
  }

  /** Until an item has this text, for eyes or for screen readers. */
  async waitFor(text: string): Promise<void> {
    await this.#item(text).waitFor();
  }

  async click(text: string): Promise<void> {
    await this.#item(text).click();
  }

  #item(text: string): Locator {
    const told = `[aria-label*=${JSON.stringify(text)}]`;
    return this.#items
      .filter({ hasText: text })
      .or(this.#items.and(this.#items.page().locator(told)))
      .first();
  }
}
