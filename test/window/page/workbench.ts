import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { resultsFolder } from '../../host/testHost.ts';
import type { Theme } from '../../host/userSettings.ts';
import { Dialog } from './dialog.ts';
import { EditorPane } from './editorPane.ts';
import { Notifications } from './notifications.ts';
import { ProblemsPanel } from './problemsPanel.ts';
import { QuickPick } from './quickPick.ts';
import { StatusBar } from './statusBar.ts';
import { TreeView } from './treeView.ts';

/** A window as a person has it before them. */
export class Workbench {
  readonly page: Page;
  readonly dialog: Dialog;
  readonly editor: EditorPane;
  readonly notifications: Notifications;
  readonly problems: ProblemsPanel;
  readonly quickPick: QuickPick;
  readonly statusBar: StatusBar;
  readonly #theme: Theme;

  constructor(page: Page, theme: Theme) {
    this.page = page;
    this.dialog = new Dialog(page);
    this.editor = new EditorPane(page);
    this.notifications = new Notifications(page);
    this.problems = new ProblemsPanel(page);
    this.quickPick = new QuickPick(page);
    this.statusBar = new StatusBar(page);
    this.#theme = theme;
  }

  /** Until it knows its extensions: icons come from one, and come last. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench.file-icons-enabled').waitFor();
  }

  /** Runs a command by its title in the palette, such as `Git: Commit`. */
  async runCommand(title: string): Promise<void> {
    await this.offerCommand(title);
    await this.quickPick.choose(title);
  }

  /** Opens the palette with a command in it, for `quickPick.choose`. */
  async offerCommand(title: string): Promise<void> {
    await this.quickPick.open(`>${title}`);
    if (!(await this.quickPick.offers(title))) {
      // A list that was made before the editor knew what may be run here stays as it is.
      await this.quickPick.cancel();
      await this.quickPick.open(`>${title}`);
    }
  }

  /** @param path within the workspace's one folder. */
  async openFile(path: string): Promise<void> {
    const folder = dirname(path);
    await this.quickPick.open(path);
    await this.quickPick.choose(folder === '.' ? basename(path) : `${basename(path)} ${folder}`);
    await this.editor.waitForTab(basename(path));
  }

  /** Shows a view container by its name in the activity bar. */
  async openView(name: string): Promise<void> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name });
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    await this.page.locator('.sidebar .composite.title', { hasText: name }).waitFor();
  }

  /** A tree by the name that screen readers tell, which is mostly its title. */
  tree(name: string | RegExp): TreeView {
    return new TreeView(this.page, name);
  }

  /** Keeps a picture for a person to look at; returns its path. */
  async screenshot(name: string): Promise<string> {
    const path = join(resultsFolder, 'screens', this.#theme, `${name}.png`);
    await mkdir(dirname(path), { recursive: true });
    await this.page.screenshot({ path, animations: 'disabled' });
    return path;
  }
}
