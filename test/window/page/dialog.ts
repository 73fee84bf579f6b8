import type { Locator, Page } from 'playwright-core';

/** The question in the middle of the window that wants an answer before anything else. */
export class Dialog {
  readonly #box: Locator;

  constructor(page: Page) {
    this.#box = page.locator('.monaco-dialog-box');
  }

  /** What it asks, once it is there. */
  async text(): Promise<string> {
    const message = this.#box.locator('.dialog-message-container');
    await message.waitFor();
    return (await message.allInnerTexts()).join('\n');
  }

  async press(button: string): Promise<void> {
    await this.#box.getByRole('button', { name: button, exact: true }).click();
    await this.#box.waitFor({ state: 'detached' });
  }
}
