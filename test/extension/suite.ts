import { format, inspect } from 'node:util';
import Mocha from 'mocha';
import { grepVariable, reportMarks, reportVariable, type TestCounts } from '../host/suiteReport.ts';

type Load = () => Promise<unknown>;

const timeoutMs = 60_000;

// biome-ignore lint/suspicious/noConsole: the editor's log is the only way out of its extension host.
const print = console.log;

/** The editor's log is full of its own lines: ours are marked for the one who reads them. */
function markReport(): void {
  Mocha.reporters.Base.consoleLog = (...words) => print(reportMarks.text, format(...words));
}

function createMocha(): Mocha {
  const grep = process.env[grepVariable];
  const options: Mocha.MochaOptions = { ui: 'bdd', timeout: timeoutMs, reporter: 'spec' };
  return new Mocha(grep ? { ...options, grep } : options);
}

function runMocha(mocha: Mocha): Promise<TestCounts> {
  return new Promise((resolve) => {
    const runner = mocha.run((failed) => {
      const { passes = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed, pending });
    });
  });
}

/** @throws what a file throws while it is evaluated, after saying so. */
async function evaluate(loads: readonly Load[]): Promise<void> {
  try {
    for (const load of loads) await load();
  } catch (error) {
    Mocha.reporters.Base.consoleLog('A test file cannot be loaded: %s', inspect(error));
    throw error;
  }
}

/**
 * Runs test files in this extension host.
 * @param loads evaluates a file each.
 * @throws when a test failed.
 */
export async function runTests(loads: readonly Load[]): Promise<void> {
  const isRead = process.env[reportVariable] !== undefined;
  if (isRead) markReport();
  const mocha = createMocha();
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await evaluate(loads);
  const counts = await runMocha(mocha);
  if (isRead) print(reportMarks.counts, counts);
  if (counts.failed > 0) throw new Error(`${counts.failed} failed`);
}
