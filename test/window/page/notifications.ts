import type { Locator, Page } from 'playwright-core';

/** The messages in the corner. */
export class Notifications {
  readonly #toasts: Locator;

  constructor(page: Page) {
    this.#toasts = page.locator('.notifications-toasts .notification-list-item');
  }

  /** The texts of those that are there now. */
  texts(): Promise<string[]> {
    return this.#toasts.locator('.notification-list-item-message').allInnerTexts();
  }

  async waitFor(text: string): Promise<void> {
    await this.#toast(text).waitFor();
  }

  /** Until none with this text is there. */
  async waitUntilGone(text: string): Promise<void> {
    await this.#toast(text).waitFor({ state: 'detached' });
  }

  /** Closes the message with this text. */
  async dismiss(text: string): Promise<void> {
    await this.#toast(text).hover();
    await this.#toast(text).locator('.codicon-notifications-clear').click();
    await this.waitUntilGone(text);
  }

  /** Clicks a button of the message with this text, once it is there. */
  async press(text: string, button: string): Promise<void> {
    await this.#toast(text).hover();
    await this.#toast(text).getByRole('button', { name: button }).click();
  }

  #toast(text: string): Locator {
    return this.#toasts.filter({ hasText: text }).first();
  }
}
