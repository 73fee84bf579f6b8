import type { Locator, Page } from 'playwright-core';
import { Menu } from './menu.ts';

/** Which text of the editor: that of a plain editor, or one side of a comparison. */
export type EditorSide = 'plain' | 'original' | 'modified';

const sides: Readonly<Record<EditorSide, string>> = {
  plain: '.monaco-editor',
  original: '.monaco-diff-editor .editor.original .monaco-editor',
  modified: '.monaco-diff-editor .editor.modified .monaco-editor',
};

/** It stands in the margin, or in the text where there is no room. */
const lightBulb = '[class*=codicon-gutter-lightbulb], .lightBulbWidget';

/** The editor that is in front. */
export class EditorPane {
  readonly #page: Page;
  readonly #group: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#group = page.locator('.part.editor .editor-group-container.active');
  }

  /** The names of the tabs. */
  tabs(): Promise<string[]> {
    return this.#group
      .getByRole('tab')
      .evaluateAll((all) => all.map((tab) => tab.getAttribute('aria-label') ?? ''));
  }

  /** Until a tab of that name is in front. */
  async waitForTab(name: string): Promise<void> {
    await this.#group.getByRole('tab', { name, selected: true }).waitFor();
  }

  /** Brings a tab to the front. */
  async showTab(name: string): Promise<void> {
    await this.#group.getByRole('tab', { name }).click();
    await this.waitForTab(name);
  }

  /** The lines that are in sight, saved or not. */
  async text(side: EditorSide = 'plain'): Promise<string> {
    const lines = this.#group.locator(`${sides[side]} .view-lines .view-line`);
    await lines.first().waitFor();
    const found = await lines.evaluateAll((all) =>
      all.map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? '' })),
    );
    const ordered = found.sort((a, b) => a.top - b.top);
    // Blanks are drawn as ones that cannot break.
    return ordered.map(({ text }) => text.replaceAll('\u00a0', ' ')).join('\n');
  }

  /** Until a text is in sight. */
  async waitForText(text: string, side: EditorSide = 'plain'): Promise<void> {
    await this.#line(text, side).waitFor();
  }

  /** Until a text is no longer in sight. */
  async waitForTextGone(text: string, side: EditorSide = 'plain'): Promise<void> {
    await this.#line(text, side).waitFor({ state: 'detached' });
  }

  /** Puts the cursor where a text is. */
  async clickText(text: string, side: EditorSide = 'plain'): Promise<void> {
    await this.#line(text, side).click();
  }

  /** Types at the cursor, as a person does. */
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Types behind all other text. */
  async typeAtEnd(text: string): Promise<void> {
    await this.#group.locator('.view-lines').first().click();
    await this.#page.keyboard.press('Control+End');
    await this.type(text);
  }

  async undo(): Promise<void> {
    await this.#page.keyboard.press('Control+z');
  }

  /** Clicks the light bulb at the cursor, once it is there. */
  async codeActions(): Promise<Menu> {
    await this.#group.locator(lightBulb).filter({ visible: true }).first().click();
    return new Menu(this.#page);
  }

  #line(text: string, side: EditorSide): Locator {
    return this.#group.locator(`${sides[side]} .view-line`).filter({ hasText: text }).first();
  }
}
