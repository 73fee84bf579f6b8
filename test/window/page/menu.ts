import type { Page } from 'playwright-core';

const titles = '.monaco-menu .action-menu-item .action-label, .action-widget .action .title';

/** What has popped up: a context menu, or the fixes behind a light bulb. */
export class Menu {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** What it offers, once it is there. */
  async items(): Promise<string[]> {
    const items = this.#page.locator(titles);
    await items.first().waitFor();
    return items.allInnerTexts();
  }

  async choose(title: string): Promise<void> {
    await this.#page.locator(titles).getByText(title, { exact: true }).click();
  }

  async close(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.#page.locator(titles).first().waitFor({ state: 'detached' });
  }
}
