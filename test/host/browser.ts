import { type Browser, chromium, type Page } from 'playwright-core';
import type { TestHost } from './testHost.ts';
import type { Theme } from './userSettings.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const colorSchemes = { light: 'light', dark: 'dark', contrast: 'dark' } as const;

/** A new Chromium without a window. Ends with this process. */
export function launchBrowser(host: TestHost): Promise<Browser> {
  return chromium.launch({
    executablePath: host.chromium,
    args: flags,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/** A page with a storage of its own, of the size of a small screen. */
export async function openPage(browser: Browser, theme: Theme = 'light'): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: colorSchemes[theme],
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return context.newPage();
}
