import type { Context, RootHookObject } from 'mocha';
import { openWorkbenches } from './openWindow.ts';
import { closeSharedBrowser, sharedBrowser } from './sharedBrowser.ts';

/** The first time, a browser and a server may have to be installed. */
const installMs = 30 * 60_000;

/** Around all tests in windows. */
export const mochaHooks: RootHookObject = {
  async beforeAll(this: Context) {
    this.timeout(installMs);
    await sharedBrowser();
  },

  /** What a person would have seen when a test failed. */
  async afterEach(this: Context) {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    const name = test.fullTitle().replaceAll(/[^a-zA-Z0-9]+/g, '-');
    for (const workbench of openWorkbenches()) await workbench.screenshot(`failed-${name}`);
  },

  afterAll: closeSharedBrowser,
};
