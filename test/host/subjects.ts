import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isSwarmError, SwarmError } from '../../src/core/base/swarmError.ts';
import { say, secondsSince } from './progress.ts';
import { countTests, describeCounts, showProgram, type TestCounts } from './shownTests.ts';
import { projectRoot } from './testHost.ts';

/** Something from elsewhere that the same tests are run against, such as a release of a program. */
export interface Subject {
  /** What it is chosen by on the command line; several may share it. */
  readonly id: string;
  readonly title: string;
  /** @throws {SwarmError} when it cannot be had here. */
  install(): Promise<unknown>;
  /** Files of tests, and the environment that tells them what they are about. */
  readonly tests: string;
  readonly env: NodeJS.ProcessEnv;
}

type Outcome =
  | ({ readonly kind: 'passed' | 'failed' } & TestCounts)
  /** It could not be installed. */
  | { readonly kind: 'missing'; readonly reason: string };

async function runTests({ tests, env }: Subject, grep: string | undefined): Promise<Outcome> {
  const mocha = join(projectRoot, 'node_modules/mocha/bin/mocha.js');
  const options = ['--no-config', '--timeout', '300000', '--reporter', 'spec'];
  const filter = grep === undefined ? [] : ['--grep', grep];
  const { exitCode, output } = await showProgram({
    command: process.execPath,
    args: [mocha, ...options, ...filter, tests],
    cwd: projectRoot,
    env,
    isKept: true,
  });
  return { kind: exitCode === 0 ? 'passed' : 'failed', ...countTests(output) };
}

async function test(subject: Subject, grep: string | undefined): Promise<Outcome> {
  say(`\n══ ${subject.title}`);
  try {
    await subject.install();
  } catch (error) {
    if (!isSwarmError(error)) throw error;
    return { kind: 'missing', reason: error.message };
  }
  const start = performance.now();
  const outcome = await runTests(subject, grep);
  say(`══ ${subject.title} took ${secondsSince(start)}`);
  return outcome;
}

function sumOf(outcomes: readonly Outcome[]): TestCounts {
  const counted = outcomes.filter((outcome) => outcome.kind !== 'missing');
  return {
    passed: counted.reduce((sum, { passed }) => sum + passed, 0),
    failed: counted.reduce((sum, { failed }) => sum + failed, 0),
  };
}

function choose(subjects: readonly Subject[], ids: readonly string[]): readonly Subject[] {
  const known = new Set(subjects.map(({ id }) => id));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    const words = `${unknown.join(', ')} is not tested; these are: ${[...known].join(', ')}`;
    throw new SwarmError('usage', words);
  }
  return subjects.filter(({ id }) => ids.length === 0 || ids.includes(id));
}

/**
 * Runs the tests against all subjects, or those that the command line names.
 * @returns false when a test failed, or a subject is missing and must not be.
 */
export async function testSubjects(subjects: readonly Subject[]): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      grep: { type: 'string', short: 'g' },
      /** What cannot be installed here is no failure. */
      'allow-missing': { type: 'boolean', default: false },
    },
  });
  const outcomes: (readonly [string, Outcome])[] = [];
  for (const subject of choose(subjects, positionals)) {
    outcomes.push([subject.title, await test(subject, values.grep)]);
  }
  say('');
  for (const [title, outcome] of outcomes) {
    const isMissing = outcome.kind === 'missing';
    say(isMissing ? `NOT TESTED: ${title}: ${outcome.reason}` : `${outcome.kind}: ${title}`);
  }
  say(`\n${describeCounts(sumOf(outcomes.map(([, outcome]) => outcome)))}`);
  const isGood = ({ kind }: Outcome): boolean =>
    kind === 'passed' || (kind === 'missing' && values['allow-missing']);
  return outcomes.every(([, outcome]) => isGood(outcome));
}
