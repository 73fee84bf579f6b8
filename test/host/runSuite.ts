import { EventEmitter, once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import { openPage } from './browser.ts';
import type { CodeServer } from './codeServer.ts';
import { originalPositions } from './originalPosition.ts';
import { say } from './progress.ts';
import { reportMarks, type TestCounts } from './suiteReport.ts';
import { projectRoot, resultsFolder } from './testHost.ts';
import { type OpenedWorkspace, windowUrl } from './workspace.ts';

export interface SuiteRun {
  readonly name: string;
  readonly server: CodeServer;
  readonly browser: Browser;
  readonly workspace: OpenedWorkspace;
  /** The bundle that exports `run()`. */
  readonly bundle: string;
  /** For all of it. */
  readonly timeoutMs: number;
}

/** How a suite ended. */
export type SuiteEnd =
  | { readonly kind: 'ended'; readonly exitCode: number; readonly counts: TestCounts }
  /** It never came to an end, or to its tests; `reason` is for a person. */
  | { readonly kind: 'broken'; readonly reason: string };

const countsShape: z.ZodType<TestCounts> = z.object({
  passed: z.number(),
  failed: z.number(),
  pending: z.number(),
});

/** Shows what the tests print and keeps everything else, which is mostly look-ups that nobody answers. */
class SuiteLog {
  counts: TestCounts | undefined;
  readonly path: string;
  readonly #file: WriteStream;
  readonly #toOriginal: (text: string) => string;

  /** @param bundle where the places in the tests' stacks are. */
  constructor(path: string, bundle: string) {
    this.path = path;
    this.#toOriginal = originalPositions(bundle);
    this.#file = createWriteStream(path);
  }

  readonly add = (type: string, words: readonly unknown[]): void => {
    const [mark, content] = words;
    if (mark === reportMarks.counts) this.counts = countsShape.parse(content);
    else if (mark === reportMarks.text) say(this.#toOriginal(String(content)));
    else this.#file.write(`${type}: ${words.map(toText).join(' ')}\n`);
  };

  close(): void {
    this.#file.end();
  }
}

function toText(word: unknown): string {
  return typeof word === 'string' ? word : JSON.stringify(word);
}

/** Opens the window that runs the tests; resolves with the exit code it gives, or with why it gave none. */
async function open(page: Page, run: SuiteRun, log: SuiteLog): Promise<number | string> {
  const window = new EventEmitter<{ exit: [number]; lost: [string] }>();
  page.once('crash', () => window.emit('lost', 'the page crashed.'));
  page.once('close', () => window.emit('lost', 'the page was closed.'));
  await page.exposeFunction('codeAutomationExit', (code: number) => window.emit('exit', code));
  await page.exposeFunction('codeAutomationLog', log.add);
  const remote = `vscode-remote://127.0.0.1:${run.server.port}`;
  const url = windowUrl(run.server, run.workspace, [
    ['extensionDevelopmentPath', `${remote}${projectRoot}`],
    ['extensionTestsPath', `${remote}${run.bundle}`],
    ['skipWelcome', 'true'],
  ]);
  const ended = Promise.race([once(window, 'exit'), once(window, 'lost')]);
  const [[end]] = await Promise.all([ended, page.goto(url)]);
  return end;
}

function broken(run: SuiteRun, log: SuiteLog, what: string): SuiteEnd {
  const tail = run.server.logTail();
  const reason = `${run.name}: ${what}\nThe window's log is ${log.path}; the server's ends with\n${tail}`;
  return { kind: 'broken', reason };
}

/** Runs one suite in a window of its own; what its tests print goes to the terminal. */
export async function runSuite(run: SuiteRun): Promise<SuiteEnd> {
  const logs = join(resultsFolder, 'logs');
  await mkdir(logs, { recursive: true });
  const log = new SuiteLog(join(logs, `${run.name}.window.log`), run.bundle);
  const page = await openPage(run.browser);
  const timer = new AbortController();
  try {
    const seconds = run.timeoutMs / 1000;
    const late = delay(run.timeoutMs, `no result after ${seconds} s.`, { signal: timer.signal });
    const gone = run.server.ended.then(() => 'the server has ended.');
    const end = await Promise.race([open(page, run, log), late, gone]);
    if (typeof end === 'string') return broken(run, log, end);
    if (log.counts === undefined) return broken(run, log, 'the tests did not start.');
    return { kind: 'ended', exitCode: end, counts: log.counts };
  } finally {
    timer.abort();
    await page.context().close();
    log.close();
  }
}
