import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isSwarmError, SwarmError } from '../../src/core/base/swarmError.ts';
import { say, secondsSince } from '../host/progress.ts';
import { runProgram } from '../host/runProgram.ts';
import { countTests, describeCounts, showProgram, type TestCounts } from '../host/shownTests.ts';
import { projectRoot } from '../host/testHost.ts';
import { installProgram } from './install/installProgram.ts';
import { plainEnvironment } from './plainEnvironment.ts';
import type { AgentProgram } from './programs/agentProgram.ts';
import { agentPrograms } from './programs/programs.ts';
import { programVariable } from './programUnderTest.ts';

/** Runs the tests with real agent programs: all, or those that were named. */

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

function titleOf({ package: name, version }: AgentProgram): string {
  return `${name} ${version}`;
}

async function runTests(program: AgentProgram): Promise<Outcome> {
  const mocha = join(projectRoot, 'node_modules/mocha/bin/mocha.js');
  const options = ['--no-config', '--timeout', '300000', '--reporter', 'spec'];
  const grep = values.grep === undefined ? [] : ['--grep', values.grep];
  const { exitCode, output } = await showProgram({
    command: process.execPath,
    args: [mocha, ...options, ...grep, join(import.meta.dirname, '*.test.ts')],
    cwd: projectRoot,
    env: { ...plainEnvironment(), [programVariable]: program.id },
    isKept: true,
  });
  return { kind: exitCode === 0 ? 'passed' : 'failed', ...countTests(output) };
}

async function test(program: AgentProgram): Promise<Outcome> {
  say(`\n══ ${titleOf(program)}`);
  try {
    await installProgram(program);
  } catch (error) {
    if (!isSwarmError(error)) throw error;
    return { kind: 'missing', reason: error.message };
  }
  const start = performance.now();
  const outcome = await runTests(program);
  say(`══ ${titleOf(program)} took ${secondsSince(start)}`);
  return outcome;
}

function sayOutcome(program: AgentProgram, outcome: Outcome): void {
  if (outcome.kind === 'missing') say(`NOT TESTED: ${titleOf(program)}: ${outcome.reason}`);
  else say(`${outcome.kind}: ${titleOf(program)}`);
}

function sumOf(outcomes: readonly Outcome[]): TestCounts {
  const counted = outcomes.filter((outcome) => outcome.kind !== 'missing');
  return {
    passed: counted.reduce((sum, { passed }) => sum + passed, 0),
    failed: counted.reduce((sum, { failed }) => sum + failed, 0),
  };
}

function choosePrograms(): readonly AgentProgram[] {
  const known = agentPrograms.map(({ id }) => id);
  const unknown = positionals.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    const words = `${unknown.join(', ')} is not tested; these are: ${known.join(', ')}`;
    throw new SwarmError('usage', words);
  }
  return agentPrograms.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
}

async function main(): Promise<boolean> {
  const outcomes: (readonly [AgentProgram, Outcome])[] = [];
  for (const program of choosePrograms()) outcomes.push([program, await test(program)]);
  say('');
  for (const [program, outcome] of outcomes) sayOutcome(program, outcome);
  say(`\n${describeCounts(sumOf(outcomes.map(([, outcome]) => outcome)))}`);
  const isGood = ({ kind }: Outcome): boolean =>
    kind === 'passed' || (kind === 'missing' && values['allow-missing']);
  return outcomes.every(([, outcome]) => isGood(outcome));
}

await runProgram(main);
