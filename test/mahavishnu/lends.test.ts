import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../support/seededRandom.ts';
import { SwarmProject } from './project/swarmProject.ts';
import type { SwarmRun } from './project/swarmRun.ts';
import { verdictsOf } from './project/verdicts.ts';
import { titleOf } from './releases.ts';
import { ForeignWorker } from './server/foreignWorker.ts';
import { MahavishnuServer } from './server/mahavishnuServer.ts';
import { lineageOf } from './server/processList.ts';
import { until } from './server/until.ts';
import { serverUnderTest } from './serverUnderTest.ts';

/** So often the server is killed in the middle of a run. */
const kills = Number(process.env['SWARM_KILLS'] ?? 2);
const seed = Number(process.env['SWARM_SEED'] ?? 7);

/** About as long as a run takes from its first worker to its last. */
const longestWaitMs = 9_000;

const active = /queued|running|verifying/;
const tested = serverUnderTest();

(tested.lends ? describe : describe.skip)(`Workers of ${titleOf(tested)}`, () => {
  const random = seededRandom(seed);
  let server: MahavishnuServer;
  let project: SwarmProject;
  let theirs: ForeignWorker;
  /** The verdicts of a run on this machine alone. */
  let truth: readonly string[];

  before(async () => {
    project = await SwarmProject.create();
    server = await MahavishnuServer.prepare(tested);
    truth = verdictsOf(await project.run('off').report());
    await server.start();
    theirs = await ForeignWorker.launch(server);
  });

  after(() => {
    server.remove();
    project.remove();
  });

  beforeEach(async () => {
    if (!server.isUp) await server.start();
  });

  afterEach('somebody else’s worker lives on', () => ok(theirs.isAlive));

  async function hasToldTheTruth(run: SwarmRun): Promise<void> {
    const report = await run.report();
    match(report.stopReason, /^(clean|stalled)$/);
    deepEqual(verdictsOf(report), truth);
    deepEqual(
      report.tasks.filter(({ state }) => active.test(state)),
      [],
    );
    const settled = run
      .journal()
      .flatMap((event) => (event.event === 'settled' ? [event.taskId] : []));
    deepEqual([...new Set(settled)], settled);
  }

  /** The terminals that a run has asked for, by the name that the server knows. */
  function terminalsOf(run: SwarmRun): Set<string> {
    const events = run.journal();
    return new Set(events.flatMap((event) => (event.event === 'terminal' ? [event.id] : [])));
  }

  async function nothingOfOursRuns(): Promise<void> {
    await until('no process of ours is left', () =>
      project.processes().length === 0 ? true : undefined,
    );
    await until('no terminal of ours is left', () =>
      server.terminals().some(({ command }) => command.includes('/tmux/swarm-')) ? undefined : true,
    );
  }

  function allAreStruckOff(run: SwarmRun): void {
    const own = terminalsOf(run);
    deepEqual(
      server.records().filter(({ id, state }) => own.has(id) && state !== 'reaped'),
      [],
    );
  }

  it('do all of the work, in its terminals, with the verdicts of a local run', async () => {
    const run = project.run(server.url);
    await run.untilWorkers(4);
    const workers = run.signedIn();
    for (const { pid, terminal } of workers) {
      const holder = lineageOf(pid).find((one) => server.isTerminal(one));
      ok(holder?.command.includes(`/${terminal}.sock `), `${terminal} is in ${holder?.command}`);
    }
    const known = server.records().map(({ id }) => id);
    deepEqual(
      workers.filter(({ terminal }) => !known.includes(terminal)),
      [],
    );
    await hasToldTheTruth(run);
    const { backend, modeChanges, tasks } = await run.report();
    deepEqual([backend, modeChanges], ['mahavishnu', []]);
    for (const { workerId } of tasks) match(workerId, /^mahavishnu-worker-[1-4]$/);
    await nothingOfOursRuns();
    allAreStruckOff(run);
  });

  it('are not missed when there is no server: the run is local, and says why', async () => {
    await server.kill();
    const run = project.run(server.url);
    await hasToldTheTruth(run);
    const { backend, modeChanges } = await run.report();
    equal(backend, 'local');
    match(modeChanges[0]?.reason ?? '', /^mahavishnu: nobody answers at 127\.0\.0\.1:\d+ \(.+\)$/);
    await nothingOfOursRuns();
  });

  for (let round = 1; round <= kills; round += 1) {
    const waitMs = Math.floor(random() * longestWaitMs);
    it(`${round}: lose nothing when the server is killed ${waitMs} ms after the first came`, async () => {
      const run = project.run(server.url);
      await run.untilWorkers(1);
      await Promise.race([pause(waitMs), run.ended]);
      await server.kill();
      await hasToldTheTruth(run);
      await nothingOfOursRuns();
    });
  }

  it('lose nothing when the server hangs until the run is over', async () => {
    const run = project.run(server.url);
    await run.untilJournal('a task is at work', isStarted);
    server.freeze();
    try {
      await hasToldTheTruth(run);
    } finally {
      server.thaw();
    }
    await nothingOfOursRuns();
  });

  it('lose nothing when the server hangs and comes back, and are struck off in the end', async () => {
    const run = project.run(server.url);
    await run.untilJournal('a task is at work', isStarted);
    server.freeze();
    await pause(Math.floor(random() * longestWaitMs));
    server.thaw();
    await hasToldTheTruth(run);
    await nothingOfOursRuns();
    allAreStruckOff(run);
  });

  it('lose nothing when the server is started anew, and are struck off in the end', async () => {
    const run = project.run(server.url);
    await run.untilJournal('a task is at work', isStarted);
    await server.kill();
    await server.start();
    await hasToldTheTruth(run);
    await nothingOfOursRuns();
    allAreStruckOff(run);
  });

  it('end by themselves when the command line is killed, and the run is put in order', async () => {
    const run = project.run(server.url);
    await run.untilJournal('a task is at work', isStarted);
    run.kill();
    equal((await run.ended).exitCode, null);
    await nothingOfOursRuns();
    const { runs } = JSON.parse(await project.cli('list', '--json'));
    const tasks: { state: string }[] = runs.flatMap(({ tasks }: { tasks: unknown[] }) => tasks);
    deepEqual(
      tasks.filter(({ state }) => active.test(state)),
      [],
    );
    ok(run.journal().some(({ event }) => event === 'ended'));
    allAreStruckOff(run);
  });
});

function isStarted(event: { readonly event: string; readonly change?: unknown }): boolean {
  return event.event === 'task' && event.change === 'started';
}
