import { deepEqual, equal, match } from 'node:assert/strict';
import { SwarmProject } from './project/swarmProject.ts';
import { titleOf } from './releases.ts';
import { MahavishnuServer } from './server/mahavishnuServer.ts';
import { serverUnderTest } from './serverUnderTest.ts';

const { release, launch, lends } = serverUnderTest();

(lends ? describe.skip : describe)(`${titleOf({ release, launch, lends })}, as it comes`, () => {
  let server: MahavishnuServer;
  let project: SwarmProject;

  before(async () => {
    [server, project] = await Promise.all([
      MahavishnuServer.prepare({ release, launch, lends }),
      SwarmProject.create(),
    ]);
    await server.start();
  });

  after(() => {
    server.remove();
    project.remove();
  });

  it('is given no work, and says itself why', async () => {
    const run = project.run(server.url);
    const { backend, stopReason, modeChanges } = await run.report();
    deepEqual([backend, stopReason], ['local', 'stalled']);
    deepEqual(
      modeChanges.map(({ from, to }) => [from, to]),
      [['none', 'local']],
    );
    const [change] = modeChanges;
    match(
      change?.reason ?? '',
      new RegExp(`version ${release.version} at 127\\.0\\.0\\.1:\\d+, but`),
    );
    match(change?.reason ?? '', /launch_worker.*not fully defined/);
    equal(server.terminals().length, 0);
  });
});
