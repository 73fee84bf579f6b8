import type { Page } from 'playwright-core';
import { openPage } from '../host/browser.ts';
import { startCodeServer } from '../host/codeServer.ts';
import { scratchFolder } from '../host/scratchFolder.ts';
import { type Theme, type UserSettings, userSettings } from '../host/userSettings.ts';
import { type OpenedWorkspace, windowUrl } from '../host/workspace.ts';
import { openInventory } from '../host/workspaces.ts';
import { Workbench } from './page/workbench.ts';
import { sharedBrowser } from './sharedBrowser.ts';

export interface WindowOptions {
  /** Makes what is opened in an empty folder; by default the example as a repository. */
  readonly prepare?: (folder: string) => Promise<OpenedWorkspace>;
  readonly theme?: Theme;
  readonly isTrusted?: boolean;
  /** Packaged extensions. */
  readonly packages?: readonly string[];
  readonly settings?: UserSettings;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A window with a server, settings and a workspace of its own. */
export interface OpenWindow {
  readonly workbench: Workbench;
  readonly workspace: OpenedWorkspace;
  /** One more window, as in a second tab of the same browser; by default on the same workspace. */
  another(shown?: OpenedWorkspace | 'none'): Promise<Workbench>;
  close(): Promise<void>;
}

/** Less than a test has: the message then says what it has waited for. A busy machine takes its time. */
const waitMs = 90_000;

const opened = new Set<Workbench>();

/** The windows that nobody has closed yet. */
export function openWorkbenches(): readonly Workbench[] {
  return [...opened];
}

/** Shows a workspace in a page, and waits until that knows its extensions. */
async function showWorkbench(page: Page, theme: Theme, url: string): Promise<Workbench> {
  const workbench = new Workbench(page, theme);
  page.setDefaultTimeout(waitMs);
  opened.add(workbench);
  page.once('close', () => opened.delete(workbench));
  await page.goto(url);
  await workbench.ready();
  return workbench;
}

/** Opens a window and waits until it shows the workspace and knows its extensions. */
export async function openWindow(options: WindowOptions = {}): Promise<OpenWindow> {
  const { theme = 'light', isTrusted = true, prepare = openInventory } = options;
  const { host, browser } = await sharedBrowser();
  const scratch = await scratchFolder('window');
  const workspace = await prepare(scratch.path);
  const server = await startCodeServer(host, {
    name: 'window',
    settings: userSettings({ theme, isTrusted, extra: options.settings ?? {} }),
    packages: options.packages ?? [],
    environment: options.environment ?? {},
  });
  const page = await openPage(browser, theme);
  const workbench = await showWorkbench(page, theme, windowUrl(server, workspace));
  await workbench.tree('Files Explorer').rows();
  return {
    workbench,
    workspace,
    async another(shown = workspace) {
      const url = shown === 'none' ? `${server.url}/?ew=true` : windowUrl(server, shown);
      return showWorkbench(await page.context().newPage(), theme, url);
    },
    async close() {
      await page.context().close();
      await server.stop();
      scratch.remove();
    },
  };
}
