import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isSwarmError, SwarmError } from '../../src/core/base/swarmError.ts';
import { say, secondsSince } from '../host/progress.ts';
import { runProgram } from '../host/runProgram.ts';
import { countTests, describeCounts, showProgram, type TestCounts } from '../host/shownTests.ts';
import { projectRoot } from '../host/testHost.ts';
import { installRelease } from './install/installRelease.ts';
import { type ServerUnderTest, serversUnderTest, titleOf } from './releases.ts';
import { serverVariable } from './serverUnderTest.ts';

/** Runs the tests against real Mahavishnu servers: all, or those of the releases that were named. */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    grep: { type: 'string', short: 'g' },
    /** What cannot be installed here is no failure. */
    'allow-missing': { type: 'boolean', default: false },
  },
});

type Outcome =
  | ({ readonly kind: 'passed' | 'failed' } & TestCounts)
  /** It could not be installed. */
  | { readonly kind: 'missing'; readonly reason: string };

async function runTests(tested: ServerUnderTest): Promise<Outcome> {
  const mocha = join(projectRoot, 'node_modules/mocha/bin/mocha.js');
  const file = join(import.meta.dirname, tested.lends ? 'lends.test.ts' : 'refuses.test.ts');
  const options = ['--no-config', '--timeout', '300000', '--reporter', 'spec'];
  const grep = values.grep === undefined ? [] : ['--grep', values.grep];
  const { exitCode, output } = await showProgram({
    command: process.execPath,
    args: [mocha, ...options, ...grep, file],
    cwd: projectRoot,
    env: { ...process.env, [serverVariable]: titleOf(tested) },
    isKept: true,
  });
  return { kind: exitCode === 0 ? 'passed' : 'failed', ...countTests(output) };
}

async function test(tested: ServerUnderTest): Promise<Outcome> {
  say(`\n══ ${titleOf(tested)}`);
  try {
    await installRelease(tested.release);
  } catch (error) {
    if (!isSwarmError(error)) throw error;
    return { kind: 'missing', reason: error.message };
  }
  const start = performance.now();
  const outcome = await runTests(tested);
  say(`══ ${titleOf(tested)} took ${secondsSince(start)}`);
  return outcome;
}

function sayOutcome(tested: ServerUnderTest, outcome: Outcome): void {
  if (outcome.kind === 'missing') say(`NOT TESTED: ${titleOf(tested)}: ${outcome.reason}`);
  else say(`${outcome.kind}: ${titleOf(tested)}`);
}

function sumOf(outcomes: readonly Outcome[]): TestCounts {
  const counted = outcomes.filter((outcome) => outcome.kind !== 'missing');
  return {
    passed: counted.reduce((sum, { passed }) => sum + passed, 0),
    failed: counted.reduce((sum, { failed }) => sum + failed, 0),
  };
}

function chooseServers(): readonly ServerUnderTest[] {
  const known = serversUnderTest.map(({ release }) => release.version);
  const unknown = positionals.filter((version) => !known.includes(version));
  if (unknown.length > 0) {
    const words = `${unknown.join(', ')} is not tested; these are: ${[...new Set(known)].join(', ')}`;
    throw new SwarmError('usage', words);
  }
  const isChosen = ({ release }: ServerUnderTest): boolean =>
    positionals.length === 0 || positionals.includes(release.version);
  return serversUnderTest.filter(isChosen);
}

async function main(): Promise<boolean> {
  const program = join(projectRoot, 'dist/cli.js');
  if (!existsSync(program)) throw new SwarmError('environment', 'Run "npm run build" first.');
  const outcomes: (readonly [ServerUnderTest, Outcome])[] = [];
  for (const tested of chooseServers()) outcomes.push([tested, await test(tested)]);
  say('');
  for (const [tested, outcome] of outcomes) sayOutcome(tested, outcome);
  say(`\n${describeCounts(sumOf(outcomes.map(([, outcome]) => outcome)))}`);
  const isGood = ({ kind }: Outcome): boolean =>
    kind === 'passed' || (kind === 'missing' && values['allow-missing']);
  return outcomes.every(([, outcome]) => isGood(outcome));
}

await runProgram(main);
