import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { say } from '../host/progress.ts';
import { CliWithAgent } from './cliWithAgent.ts';
import { lastWords, mendExample } from './exampleBrain.ts';
import { tokensIn } from './model/usage.ts';
import { programUnderTest } from './programUnderTest.ts';

const program = programUnderTest();

describe(`The example project, with ${program.package} ${program.version}`, () => {
  let project: CliWithAgent;

  afterEach(() => project.remove());

  it('has more mended than quick fixes can, each with a verdict, a price and a log', async () => {
    const price = { input: 1, output: 4 };
    project = await CliWithAgent.open({ program, brain: mendExample(), agent: { price } });
    const begun = performance.now();
    const { report, exitCode } = await project.fix('--workers', '4');
    const seconds = Math.round((performance.now() - begun) / 1000);
    equal(exitCode, 1);
    const { found, fixed, introduced } = report.issues;
    deepEqual([found, introduced], [215, 0]);
    const { inputTokens = 0, cost = null } = report.spending ?? {};
    say(
      `${program.id}: ${fixed} of ${found} fixed in ${seconds} s, ${inputTokens} tokens read, $${cost}`,
    );
    ok(fixed >= 138 + 10, `${fixed} were fixed`);
    ok(inputTokens > 0 && (program.usage === 'lastCall' || inputTokens % tokensIn === 0));
    ok(cost !== null && cost > 0);
    const paid = report.tasks.filter(({ spending }) => spending !== undefined);
    ok(paid.length > 5);
    const mended = report.tasks.find(({ agent, success }) => success && agent.includes(program.id));
    const { stdout } = await project.run('show', mended?.taskId ?? '');
    match(stdout, new RegExp(`^\\[${program.id}\\] ${lastWords}`, 'm'));
    match(stdout, new RegExp(`^spent +${program.id} .*\\$`, 'm'));
  });
});
