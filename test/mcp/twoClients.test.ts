import { deepEqual, equal, match } from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { processesOf, untilNobodyLives } from '../support/livingProcesses.ts';
import { type McpProject, mcpProject } from './mcpProject.ts';
import { StdioClient } from './stdioClient.ts';

interface Summary {
  readonly runId: string;
  readonly stopReason: string | null;
  readonly tasks: { readonly verified: number; readonly byState: Record<string, number> };
}

interface Merge {
  readonly mergeId: string | null;
  readonly merged: readonly string[];
}

/** Agents of the first two files go ahead; the others wait for ever. */
const someWait = 'case "$files" in *file[12].txt*) ;; *) [ -e "$GATE" ] || sleep 600 ;; esac';

describe('two clients of one repository', () => {
  if (process.platform !== 'linux') return;
  let project: McpProject;
  let one: StdioClient;
  let other: StdioClient;
  const mark = `mcp-two-${process.pid}`;

  beforeEach(async () => {
    project = await mcpProject(4, someWait);
    const env = { GATE: `${project.repository.folder}/gate`, SWARM_MARK: mark };
    one = await StdioClient.start({ ...project.place, env });
    other = await StdioClient.start({ ...project.place, env });
  });

  afterEach(async () => {
    for (const client of [one, other]) await client.close();
    await untilNobodyLives(mark);
    await project.remove();
  });

  async function goodLines(): Promise<number> {
    let lines = 0;
    for (const file of [1, 2, 3, 4]) {
      const text = await project.repository.read(`src/file${file}.txt`);
      lines += text.match(/GOOD/g)?.length ?? 0;
    }
    return lines;
  }

  it('see the same; when one is killed in the middle, the other goes on with what is true', async () => {
    const begun = await one.data<{ run: Summary }>('swarm_autofix', { wait_seconds: 0 });
    let run: Summary;
    do {
      await delay(20);
      run = (await other.data<{ run: Summary }>('swarm_status')).run;
    } while (run.tasks.verified < 2);
    equal(run.runId, begun.run.runId);
    const waiting = other.data<{ run: Summary }>('swarm_status', { wait_seconds: 60 });
    await one.kill('SIGKILL');
    run = (await waiting).run;
    deepEqual([run.stopReason, run.tasks.byState], ['error', { ready: 2, cancelled: 2 }]);
    // The server that is left is all that is still there.
    while (processesOf(mark).length > 1) await delay(20);

    const first = await other.data<Merge>('swarm_merge', { verified: true });
    deepEqual(first.merged, ['t01', 't02']);
    equal(await goodLines(), 2);
    await project.repository.write('../gate', '');
    const rest = await other.data<{ merge: Merge }>('swarm_autofix', { merge: 'verified' });
    equal(rest.merge.merged.length, 2);
    equal(await goodLines(), 4);
    await other.data('swarm_undo');
    await other.data('swarm_undo');
    equal(await goodLines(), 0);
  });

  it('merge at once, and nothing is merged twice', async () => {
    await project.repository.write('../gate', '');
    await one.data('swarm_autofix');
    const merges = await Promise.all(
      [one, other, one, other].map((client, index) =>
        client.data<Merge>(
          'swarm_merge',
          index < 2 ? { verified: true } : { tasks: ['t01', 't02', 't03', 't04'] },
        ),
      ),
    );
    deepEqual(merges.flatMap(({ merged }) => merged).sort(), ['t01', 't02', 't03', 't04']);
    equal(await goodLines(), 4);
    const { merges: left } = await other.data<{ merges: { tasks: string[] }[] }>('swarm_status');
    equal(left.flatMap(({ tasks }) => tasks).length, 4);
    match(await project.repository.hand.raw('status', '--short'), /^( M src\/file\d\.txt\n){4}$/);
  });
});
