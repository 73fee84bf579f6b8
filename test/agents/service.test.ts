import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { say } from '../host/progress.ts';
import { CliWithAgent } from './cliWithAgent.ts';
import { markedFiles, mendMark } from './markedFiles.ts';
import type { Fault, Faults } from './model/fault.ts';
import { programUnderTest } from './programUnderTest.ts';

const program = programUnderTest();

const always: readonly (readonly [name: string, fault: Fault, words: RegExp])[] = [
  ['401', { status: 401 }, /is not signed in .*; type ".*" once|was stopped after 20 s/],
  ['429', { status: 429 }, /asked for too much|was stopped after 20 s/],
  ['500', { status: 500 }, /failed: |asked for too much|was stopped after 20 s|changed nothing/],
  ['garbage', 'garbage', /failed: |was stopped after 20 s|changed nothing/],
  ['nothing', 'nothing', /was stopped after 20 s/],
  ['half a stream', 'half', /failed: |was stopped after 20 s|changed nothing/],
];

describe(`A service that fails, with ${program.package} ${program.version}`, () => {
  let project: CliWithAgent;

  afterEach(() => project.remove());

  async function open(count: number, faults: Faults): Promise<void> {
    project = await CliWithAgent.open({ program, brain: mendMark, faults, ...markedFiles(count) });
  }

  for (const [name, fault, words] of always) {
    it(`with ${name} for every answer, ends the run in time, and names the agent`, async () => {
      await open(1, () => fault);
      const begun = performance.now();
      const { report, exitCode } = await project.fix('--timeout', '20');
      say(`${program.id}: ${name}: ${Math.round((performance.now() - begun) / 1000)} s`);
      equal(exitCode, 1);
      equal(report.issues.remaining, 1);
      const errors = report.tasks.flatMap((task) => task.errors);
      ok(
        errors.every((line) => line.startsWith(`${program.id}: `) || /patience/.test(line)),
        errors.join('\n'),
      );
      match(errors.join('\n'), words);
    });
  }

  it('that is too busy for a third of the calls, gets all tasks done in the end', async () => {
    await open(8, (number) => (number % 3 === 0 ? { status: 429, retryAfter: 1 } : undefined));
    const { report, exitCode } = await project.fix('--workers', '4');
    equal(exitCode, 0);
    deepEqual([report.issues.fixed, report.stopReason], [8, 'clean']);
  });
});
