import { deepEqual, equal, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { systemCodeOf } from '../../src/core/base/swarmError.ts';
import type { RunControl } from '../../src/core/manager/runControl.ts';
import { createProcessHost } from '../../src/core/processHost.ts';
import { planFor } from '../../src/core/runWishes.ts';
import { createSwarm } from '../../src/core/swarm.ts';
import { say } from '../host/progress.ts';
import { untilNobodyLives } from '../support/livingProcesses.ts';
import { CliWithAgent } from './cliWithAgent.ts';
import { fileIn, markedFiles, mendMark } from './markedFiles.ts';
import { programUnderTest } from './programUnderTest.ts';

const program = programUnderTest();
const cli = resolve(import.meta.dirname, '../../dist/cli.js');
const times = Number(process.env['SWARM_CANCELS'] ?? 2);
const limitMs = 3_000;
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

function isGroupAlive(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'ESRCH') return false;
    throw error;
  }
}

async function until(isSo: () => boolean): Promise<number> {
  const begun = performance.now();
  while (!isSo()) {
    ok(performance.now() - begun < 60_000, 'it does not come to that');
    // Of somebody else's process nobody tells that it has ended.
    await new Promise((done) => setTimeout(done, 10));
  }
  return performance.now() - begun;
}

describe(`Cancelling, with ${program.package} ${program.version}`, () => {
  let project: CliWithAgent;
  let waiting: number;

  beforeEach(() => {
    waiting = 0;
  });

  afterEach(() => project.remove());

  it(`all tasks leaves nobody behind, ${times} times`, async () => {
    project = await CliWithAgent.open({
      program,
      ...markedFiles(2),
      brain: () => {
        waiting += 1;
        return { kind: 'wait' };
      },
    });
    const took: number[] = [];
    for (let time = 0; time < times; time += 1) {
      waiting = 0;
      const child = project.start('--workers', '2');
      const ended = once(child, 'exit');
      await until(() => waiting >= 2);
      const begun = performance.now();
      child.kill('SIGINT');
      await untilNobodyLives(project.mark);
      took.push(performance.now() - begun);
      deepEqual((await ended)[0], 130);
    }
    say(`${program.id}: all: ${times} times, at most ${Math.round(Math.max(...took))} ms`);
    ok(Math.max(...took) < limitMs, `it took ${Math.max(...took)} ms`);
  });

  it(`one task ends its agent, and no other, ${times} times`, async () => {
    project = await CliWithAgent.open({
      program,
      ...markedFiles(2),
      brain: (conversation) => {
        if (fileIn(conversation) === 'src/file2.txt') return mendMark(conversation);
        waiting += 1;
        return { kind: 'wait' };
      },
    });
    const env = { ...process.env, SWARM_CACHE: join(project.folder, 'cache') };
    const host = createProcessHost({ name: 'test', program: cli, log: silent, env });
    const took: number[] = [];
    for (let time = 0; time < times; time += 1) {
      waiting = 0;
      const swarm = await createSwarm(host, project.root);
      const plan = await planFor(swarm, {
        ...{ paths: [], folder: project.root, types: [], isSwarm: true, workers: 2 },
        ...{ server: undefined, checks: [markedFiles(0).check ?? ''], verify: true },
        ...{ timeoutSeconds: 120, mergeVerified: false },
      });
      const leaders = new Map<string, number>();
      let control: RunControl | undefined;
      const running = swarm.run({
        ...plan,
        signal: new AbortController().signal,
        onStart: (started) => {
          control = started;
        },
        listener: (event) => {
          if (event.type !== 'runner' || event.event.event !== 'process') return;
          if (event.event.alive) leaders.set(event.orderId, event.event.pid);
        },
      });
      await until(() => waiting >= 1);
      const pid = leaders.get('t01') ?? 0;
      ok(pid > 0);
      const begun = performance.now();
      equal(control?.cancelTask('t01'), true);
      await until(() => !isGroupAlive(pid));
      took.push(performance.now() - begun);
      const { report } = await running;
      deepEqual(
        report.tasks.map(({ state }) => state),
        ['cancelled', 'ready'],
      );
    }
    say(`${program.id}: one: ${times} times, at most ${Math.round(Math.max(...took))} ms`);
    ok(Math.max(...took) < limitMs, `it took ${Math.max(...took)} ms`);
  });
});
