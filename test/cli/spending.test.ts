import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import type { RunReport } from '../../src/core/protocol/runReport.ts';
import { type MarkerProject, markerProject } from '../support/markerProject.ts';
import { type Meter, meteredCli, meterVariable } from '../support/meteredCli.ts';

interface Answer {
  readonly stdout: string;
  readonly stderr: string;
}

const priced: Meter = { model: 'coder-1', inputTokens: 4_000, outputTokens: 200, cost: 0.005 };
const { cost: _unknown, ...unpriced } = priced;

describe('on the command line, what agents use', () => {
  let project: MarkerProject;

  beforeEach(async () => {
    project = await markerProject(6);
  });

  afterEach(() => project.remove());

  function cli(meter: Meter, ...args: string[]): Promise<Answer> {
    const surroundings = { SWARM_CACHE: project.cache, NO_COLOR: '1', COLUMNS: '80' };
    const env = { ...process.env, ...surroundings, [meterVariable]: JSON.stringify(meter) };
    return new Promise((done) => {
      const options = { cwd: project.repository.root, env };
      execFile(process.execPath, [meteredCli, ...args], options, (_error, stdout, stderr) =>
        done({ stdout, stderr }),
      );
    });
  }

  function run(meter: Meter, ...more: string[]): Promise<Answer> {
    return cli(meter, ...project.runOptions(), '--no-swarm', ...more);
  }

  async function report(meter: Meter, ...more: string[]): Promise<RunReport> {
    const { stdout, stderr } = await run(meter, '--json', ...more);
    ok(stdout !== '', stderr);
    return JSON.parse(stdout);
  }

  it('is said when a run ends, by rule and by agent, in 80 columns', async () => {
    const { stdout } = await run(priced);
    match(stdout, /^rule +found +fixed +tokens +price\nts\(1\) +6 +6 +25\.2k +\$0\.03\n/);
    match(
      stdout.replaceAll(/\n +/g, ' '),
      /^Agents: command \(coder-1\) 24\.0k tokens in, 1\.2k out, \$0\.03, \$0\.005 for each problem it fixed$/m,
    );
    deepEqual(
      stdout.split('\n').filter((line) => line.length > 80),
      [],
    );
    const { stdout: shown } = await cli(priced, 'show', 't01');
    match(shown, /^spent {4}command \(coder-1\) 4\.0k tokens in, 200 out, \$0\.005$/m);
  });

  it('is tokens only where no price is known', async () => {
    const { stdout } = await run(unpriced);
    match(stdout, /^rule +found +fixed +tokens\nts\(1\) +6 +6 +25\.2k\n/);
    match(stdout, /1\.2k out, price not known$/m);
  });

  it('is in the page for a build server, too', async () => {
    const { stdout } = await run(priced, '--summary', 'github');
    const page = stdout.slice(stdout.indexOf('### Swarm Autofix'));
    match(page, /^Agents: command \(coder-1\) .* \$0\.005 for each problem it fixed$/m);
  });

  it('stops at half of what it would take, and keeps what is finished', async () => {
    const { stopReason, issues, tasks, spending } = await report(priced, '--max-cost', '0.015');
    equal(stopReason, 'limit');
    deepEqual([issues.fixed, issues.remaining], [3, 3]);
    deepEqual(
      tasks.map(({ state }) => state),
      ['ready', 'ready', 'ready', 'cancelled', 'cancelled', 'cancelled'],
    );
    equal(spending?.cost, 0.015);
    deepEqual(spending?.estimateForRest, { tasks: 3, problems: 3, tokens: 12_600, cost: 0.015 });
    const { stdout } = await cli(priced, 'list', '--json');
    deepEqual(JSON.parse(stdout).runs[0].spending, spending);
    match((await cli(priced, 'list')).stdout, /t04 .* not begun: the budget of \$0\.015 was spent/);
    match((await cli(priced, 'merge', '--verified')).stdout, /3 tasks/);
  });

  it('stops when so many tokens are used, also of agents without a price', async () => {
    const { stdout, stderr } = await run(unpriced, '--max-tokens', '8400');
    match(stdout, /^2 of 6 problems fixed/m);
    match(
      stdout.replaceAll(/\n +/g, ' '),
      /^4 problems in 4 tasks were not begun; going by those before, about 16\.8k tokens$/m,
    );
    equal(stderr.includes('Nobody knows'), false);
  });

  it('says once that a budget in dollars does not hold an agent without a price', async () => {
    const { stdout, stderr } = await run(unpriced, '--max-cost', '0.001');
    match(stdout, /^6 of 6 problems fixed/m);
    deepEqual(stderr.match(/^Nobody knows what command costs:.*$/gm), [
      'Nobody knows what command costs: the budget cannot be held for it; use --max-tokens.',
    ]);
  });

  it('takes only amounts that are amounts', async () => {
    for (const amount of ['0', '-1', 'much', '1e3', '']) {
      const { stderr } = await run(priced, `--max-cost=${amount}`);
      match(stderr, /It takes US dollars, such as 0\.5, and more than 0\./);
    }
  });

  it('goes on later when a service asks for patience, and says so', async () => {
    const { stdout, stderr } = await run({ ...priced, limited: { t01: 1 } });
    match(stderr, /^t01: the service of its agent asks for patience; again in 2 s$/m);
    match(stdout, /^6 of 6 problems fixed/m);
    // The first attempt has cost as much as the second one.
    match(stdout, / \$0\.035, /);
  });
});
