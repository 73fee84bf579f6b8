import { deepEqual, equal } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NewJournalEvent } from '../../../src/core/manager/journalEvent.ts';
import { recoverRuns } from '../../../src/core/manager/recovery.ts';
import { RunRecorder } from '../../../src/core/manager/runRecorder.ts';
import type { Swarm } from '../../../src/core/swarm.ts';
import { type MarkerProject, markerProject } from '../../support/markerProject.ts';
import { openSwarm, requestRun } from '../../support/markerSwarm.ts';

const server = 'http://127.0.0.1:8680/mcp';

describe('What a server has lent to a run', () => {
  let project: MarkerProject;
  let swarm: Swarm;
  let isServerThere: boolean;
  let closed: (readonly [string, readonly string[]])[];

  beforeEach(async () => {
    project = await markerProject(1);
    swarm = await openSwarm(project);
    isServerThere = true;
    closed = [];
  });

  afterEach(() => project.remove());

  async function endedRun(): Promise<string> {
    await swarm.run(requestRun({}));
    return (await swarm.runs())[0]?.record.runId ?? '';
  }

  async function append(runId: string, event: NewJournalEvent): Promise<RunRecorder> {
    const recorder = await RunRecorder.open(swarm.store, runId, () => undefined);
    await recorder.append(event);
    return recorder;
  }

  function recover(): Promise<void> {
    const { repository, store } = swarm;
    return recoverRuns({
      repository,
      store,
      closeTerminals: async (at, ids) => {
        if (!isServerThere) return [];
        closed.push([at, ids]);
        return ids;
      },
    });
  }

  async function left(): Promise<readonly string[]> {
    return [...((await swarm.runs())[0]?.terminals.keys() ?? [])];
  }

  it('is given back when the server is there again, though the run has ended long since', async () => {
    const runId = await endedRun();
    for (const id of ['swarm-1', 'swarm-2']) {
      await append(runId, { event: 'terminal', server, id, state: 'opened' });
    }
    isServerThere = false;
    await recover();
    deepEqual(await left(), ['swarm-1', 'swarm-2']);
    isServerThere = true;
    await recover();
    deepEqual(closed, [[server, ['swarm-1', 'swarm-2']]]);
    deepEqual(await left(), []);
    await recover();
    equal(closed.length, 1);
  });

  /** A run whose process was killed while `t01` was at work. */
  async function cutOffRun(): Promise<RunRecorder> {
    await endedRun();
    const run = (await swarm.runs())[0];
    const task = run?.tasks.get('t01')?.task;
    if (run === undefined || task === undefined) throw new Error('there is no task');
    const record = { ...run.record, runId: `${run.record.runId}x` };
    const recorder = await RunRecorder.create(swarm.store, record, () => undefined);
    const base = record.base;
    await recorder.append({ event: 'planned', round: 1, base, tasks: [task] });
    await recorder.append({ event: 'task', taskId: 't01', change: 'started', workerId: 'w' });
    await mkdir(recorder.taskDirectory('t01'), { recursive: true });
    return recorder;
  }

  it('leaves no secrets on the disk that a worker was to have who never came', async () => {
    const recorder = await cutOffRun();
    const desk = join(recorder.directory, 'desks', 'swarm-0a1b2c3d');
    await mkdir(desk, { recursive: true });
    await writeFile(join(desk, 'settings.json'), '{"environment":{"SECRET":"hunter2"}}');
    await recover();
    equal(existsSync(join(recorder.directory, 'desks')), false);
  });

  it('leaves nothing of what was on its way to another machine', async () => {
    const recorder = await cutOffRun();
    const folder = recorder.taskDirectory('t01');
    await mkdir(join(folder, 'bundle-a1b2c3', 'objects'), { recursive: true });
    await writeFile(join(folder, 'log.txt'), 'for people');
    await recover();
    deepEqual(await readdir(folder), ['log.txt']);
  });

  it('is given back when only the runner that was killed had written it down', async () => {
    const folder = (await cutOffRun()).taskDirectory('t01');
    const at = '2026-01-01T00:00:00.000Z';
    const lines = (['opened', 'closed'] as const).flatMap((state) => [
      { at, event: 'lent', server, id: 'worker-gone', state },
      ...(state === 'opened' ? [{ at, event: 'lent', server, id: 'worker-left', state }] : []),
    ]);
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    await appendFile(join(folder, 'events.jsonl'), text);
    await recover();
    deepEqual(closed, [[server, ['worker-left']]]);
  });
});
