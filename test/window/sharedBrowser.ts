import type { Browser } from 'playwright-core';
import { launchBrowser } from '../host/browser.ts';
import { provision } from '../host/provision.ts';
import type { TestHost } from '../host/testHost.ts';

interface SharedBrowser {
  readonly host: TestHost;
  readonly browser: Browser;
}

let shared: Promise<SharedBrowser> | undefined;

async function launch(): Promise<SharedBrowser> {
  const host = await provision();
  return { host, browser: await launchBrowser(host) };
}

/** One browser for all test files: each window has a storage of its own anyway. */
export function sharedBrowser(): Promise<SharedBrowser> {
  shared ??= launch();
  return shared;
}

export async function closeSharedBrowser(): Promise<void> {
  const opened = await shared;
  await opened?.browser.close();
}
