import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { bundleSuite } from './bundleSuite.ts';
import { startCodeServer } from './codeServer.ts';
import { say, secondsSince } from './progress.ts';
import { provision } from './provision.ts';
import { runProgram } from './runProgram.ts';
import { runSuite, type SuiteEnd } from './runSuite.ts';
import { scratchFolder } from './scratchFolder.ts';
import { suiteFiles } from './suiteFiles.ts';
import { grepVariable, reportVariable } from './suiteReport.ts';
import { type Suite, suites } from './suites.ts';
import type { TestHost } from './testHost.ts';
import { userSettings } from './userSettings.ts';

/** Runs the tests in the extension host: all, or those that were named. */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    grep: { type: 'string', short: 'g' },
    /** For a whole suite, in seconds. */
    timeout: { type: 'string', default: '600' },
  },
});
const timeoutMs = Number(values.timeout) * 1000;
const chosen = positionals.map((file) => resolve(file));

async function runInHost(host: TestHost, browser: Browser, suite: Suite, files: readonly string[]) {
  const scratch = await scratchFolder('host');
  const grep = values.grep === undefined ? {} : { [grepVariable]: values.grep };
  const [bundle, workspace, server] = await Promise.all([
    bundleSuite(suite.name, files),
    suite.prepare(scratch.path),
    startCodeServer(host, {
      name: suite.name,
      runsSuites: true,
      settings: userSettings({ isTrusted: suite.isTrusted }),
      environment: { [reportVariable]: '1', ...grep },
    }),
  ]);
  try {
    return await runSuite({ name: suite.name, server, browser, workspace, bundle, timeoutMs });
  } finally {
    await server.stop();
    scratch.remove();
  }
}

/** True when all is well; says why not, unless Mocha has. */
function judge(end: SuiteEnd): boolean {
  if (end.kind === 'broken') say(end.reason);
  return end.kind === 'ended' && end.exitCode === 0;
}

function ranTests(end: SuiteEnd): boolean {
  return end.kind === 'ended' && end.counts.passed + end.counts.failed > 0;
}

async function main(): Promise<boolean> {
  const host = await provision();
  const browser = await launchBrowser(host);
  const ends: SuiteEnd[] = [];
  let isGood = true;
  for (const suite of suites) {
    const files = await suiteFiles(suite, chosen);
    if (files.length === 0) continue;
    const start = performance.now();
    say(`\n── In the extension host: ${suite.name}`);
    const end = await runInHost(host, browser, suite, files);
    isGood = judge(end) && isGood;
    ends.push(end);
    say(`── ${suite.name} took ${secondsSince(start)}`);
  }
  await browser.close();
  if (ends.some(ranTests)) return isGood;
  say('No test of the extension host has run.');
  return false;
}

await runProgram(main);
