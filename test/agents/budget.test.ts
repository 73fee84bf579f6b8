import { equal, match, ok } from 'node:assert/strict';
import { CliWithAgent } from './cliWithAgent.ts';
import { markedFiles, mendMark } from './markedFiles.ts';
import { programUnderTest } from './programUnderTest.ts';

const program = programUnderTest();

describe(`A budget, with ${program.package} ${program.version}`, () => {
  let project: CliWithAgent;

  afterEach(() => project.remove());

  it('of half of what a run needs stops it there, and keeps what is finished', async () => {
    const price = { input: 1, output: 4 };
    const agent = { price };
    project = await CliWithAgent.open({ program, brain: mendMark, agent, ...markedFiles(8) });
    const whole = (await project.fix('--workers', '2')).report;
    equal(whole.issues.fixed, 8);
    const needed = whole.spending?.cost ?? 0;
    ok(needed > 0);
    await project.run('discard', ...whole.tasks.map(({ taskId }) => taskId));
    const { report } = await project.fix('--workers', '2', '--max-cost', String(needed / 2));
    const { fixed, found } = report.issues;
    equal(report.stopReason, 'limit');
    ok(fixed >= 4 && fixed < found, `${fixed} were fixed`);
    const left = report.spending?.estimateForRest;
    ok(left !== undefined && (left.cost ?? 0) > 0);
    const reasons = report.tasks.filter(({ state }) => state === 'cancelled');
    equal(reasons.length, found - fixed);
    const { stdout } = await project.run('list');
    match(stdout, /not begun: the budget of \$/);
    const merged = await project.run('merge', '--verified');
    match(merged.stdout, new RegExp(`${fixed} tasks`));
  });
});
