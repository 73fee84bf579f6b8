import type { Locator, Page } from 'playwright-core';
import { Menu } from './menu.ts';

/** A row as a screen reader tells it. */
export interface TreeRow {
  readonly label: string;
  /** From 1. */
  readonly level: number;
  /** Undefined: it has no children. */
  readonly isExpanded: boolean | undefined;
}

/** A tree that is in sight, by the name that screen readers tell. */
export class TreeView {
  readonly #page: Page;
  readonly #tree: Locator;

  constructor(page: Page, name: string | RegExp) {
    this.#page = page;
    this.#tree = page.getByRole('tree', { name });
  }

  /** The rows that are in sight, once there is one; those further down are not told. */
  async rows(): Promise<TreeRow[]> {
    const rows = this.#tree.getByRole('treeitem');
    await rows.first().waitFor();
    const told = await rows.evaluateAll((all) =>
      all.map((row) => ({
        label: row.getAttribute('aria-label') ?? '',
        level: Number(row.getAttribute('aria-level')),
        expanded: row.getAttribute('aria-expanded'),
        index: Number(row.getAttribute('data-index')),
      })),
    );
    // Rows that were scrolled away and back stand at the end of the page's own order.
    return told
      .sort((a, b) => a.index - b.index)
      .map(({ label, level, expanded }) => ({
        label,
        level,
        isExpanded: expanded === null ? undefined : expanded === 'true',
      }));
  }

  /** The first row whose label has this text. */
  row(text: string): Locator {
    return this.#tree.getByRole('treeitem', { name: text }).first();
  }

  async waitFor(text: string): Promise<void> {
    await this.row(text).waitFor();
  }

  async click(text: string): Promise<void> {
    await this.row(text).click();
  }

  /** Shows or hides the children of a row. */
  async toggle(text: string): Promise<void> {
    await this.row(text).locator('.monaco-tl-twistie').click();
  }

  /** Clicks one of the buttons that show when the mouse is over a row. */
  async press(text: string, button: string): Promise<void> {
    await this.row(text).hover();
    await this.row(text).getByRole('button', { name: button }).click();
  }

  async contextMenu(text: string): Promise<Menu> {
    await this.row(text).click({ button: 'right' });
    return new Menu(this.#page);
  }
}
