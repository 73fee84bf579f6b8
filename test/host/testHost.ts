import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The project's own folder. */
export const projectRoot = resolve(import.meta.dirname, '../..');

/** What the tests leave behind for people: screenshots, logs, bundles. */
export const resultsFolder = join(projectRoot, '.vscode-test');

/** Outside of the checkout, so that a fresh clone finds what an earlier one has installed. */
export const cacheFolder = join(
  process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
  'swarm-autofix-tests',
);

/** The version of each part that decides what the tests see. */
export const versions = { node: 24, codeServer: '4.139.1', npm: '11.21.2' } as const;

/** What VS Code's server needs. */
export interface ServerHost {
  /** Node of the one major version that code-server starts with. */
  readonly node: string;
  /** VS Code's server within code-server. */
  readonly serverScript: string;
}

/** What every test in a real VS Code needs. */
export interface TestHost extends ServerHost {
  readonly chromium: string;
}
