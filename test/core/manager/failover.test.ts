import { deepEqual, equal, rejects } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { silentLogger } from '../../../src/core/base/logger.ts';
import { LocalSwarmClient } from '../../../src/core/clients/localSwarmClient.ts';
import { gatherIssues } from '../../../src/core/gatherIssues.ts';
import { openRepository } from '../../../src/core/git/repository.ts';
import { takeSnapshot } from '../../../src/core/git/snapshot.ts';
import { RunRecorder } from '../../../src/core/manager/runRecorder.ts';
import { RunStore } from '../../../src/core/manager/runStore.ts';
import type { SwarmEvent, SwarmListener } from '../../../src/core/manager/swarmEvent.ts';
import { SwarmManager } from '../../../src/core/manager/swarmManager.ts';
import { planTasks } from '../../../src/core/planner/planTasks.ts';
import { DiskFiles } from '../../../src/core/projectFiles.ts';
import type {
  SwarmClient,
  TaskListener,
  TaskSource,
} from '../../../src/core/protocol/swarmClient.ts';
import {
  type MarkerProject,
  markerAgent,
  markerChecker,
  markerProject,
} from '../../support/markerProject.ts';

const program = resolve(import.meta.dirname, '../../../dist/cli.js');

/** A backend that takes work, loses it, and goes down; `isUp` says whether it claims to be back. */
class DyingClient implements SwarmClient {
  readonly backend = 'mahavishnu';
  readonly mode = 'parallel';
  isUp = true;
  isUnbegun = false;
  closed = 0;
  beforeLoss: (orderId: string) => void = () => undefined;

  async isAvailable() {
    return this.isUp
      ? ({ available: true, detail: 'it says so' } as const)
      : ({ available: false, reason: 'nobody answers' } as const);
  }

  async spawnWorkers() {
    return ['far-worker-1'];
  }

  async executeBatch(source: TaskSource, listener: TaskListener) {
    const order = await source.take('far-worker-1');
    if (order === undefined) return;
    this.isUp = false;
    this.beforeLoss(order.orderId);
    const { isUnbegun } = this;
    const outcome = { kind: 'lost', reason: 'it hung up', isUnbegun } as const;
    await listener.settled(order.orderId, 'far-worker-1', outcome);
    throw new Error('the connection is gone');
  }

  async closeWorkers() {
    this.closed += 1;
  }
}

const badLine = {
  file: 'src/file1.txt',
  range: { line: 2, column: 1, endLine: 2, endColumn: 2 },
  severity: 'error',
  source: 'ts',
  code: '1',
  message: 'bad',
} as const;

describe('SwarmManager', () => {
  let project: MarkerProject;

  beforeEach(async () => {
    project = await markerProject(4);
  });

  afterEach(() => project.remove());

  async function open(clients: readonly SwarmClient[], listener: SwarmListener = () => undefined) {
    const repository = await openRepository(project.repository.root);
    const { commit } = await takeSnapshot(repository, { message: 'base' });
    const record = {
      version: 1,
      runId: 'r1',
      workingTree: repository.workingTree,
      base: commit,
      startedAt: new Date().toISOString(),
      options: {
        mode: 'parallel',
        workers: 2,
        agents: [{ kind: 'command', id: 'command', command: markerAgent() }],
        checkers: [{ kind: 'command', id: 'check-1', command: markerChecker }],
        verify: true,
        timeoutSeconds: 60,
        setupCommand: '',
        maxRounds: 1,
      },
    } as const;
    const store = new RunStore(repository.storageDirectory);
    const recorder = await RunRecorder.create(store, record, () => undefined);
    const slotsRoot = join(project.cache, 'slots');
    const parts = { repository, slotsRoot, clients, recorder, log: silentLogger };
    const manager = new SwarmManager({ ...parts, listener });
    return { manager, recorder, record, files: new DiskFiles(repository) };
  }

  it('goes on one backend lower in the middle of a run, and runs the lost task once more', async () => {
    const far = new DyingClient();
    const runner = { command: process.execPath, args: [program] };
    const near = new LocalSwarmClient(runner, 'parallel');
    const { manager, recorder, record, files } = await open([far, near]);
    try {
      await manager.initialize();
      const answer = { diagnostics: [...(await manager.check(record.base))], claimed: [] };
      const choice = { paths: [], types: [] };
      const { issues } = await gatherIssues(files, answer, undefined, choice);
      const tasks = planTasks(issues, { firstNumber: 1 });
      await recorder.append({ event: 'planned', round: 1, base: record.base, tasks });
      await manager.executeFixes(tasks, record.base, record.options.agents);
    } finally {
      await manager.shutdown();
    }
    const view = recorder.view();
    deepEqual(
      [...view.tasks.values()].map((task) => [task.state, task.result?.success]),
      Array(4).fill(['ready', true]),
    );
    equal(view.backend, 'local');
    deepEqual(
      view.modeChanges.map(({ from, to, reason }) => [from, to, reason]),
      [['mahavishnu', 'local', 'the connection is gone']],
    );
    equal(far.closed >= 1, true);
  });

  it('does not try a task again that was cancelled when its worker was lost', async () => {
    const far = new DyingClient();
    const runner = { command: process.execPath, args: [program] };
    const { manager, recorder, record, files } = await open([
      far,
      new LocalSwarmClient(runner, 'parallel'),
    ]);
    far.beforeLoss = (orderId) => manager.cancelTask(orderId);
    const answer = { diagnostics: [badLine], claimed: [] };
    const choice = { paths: [], types: [] };
    const { issues } = await gatherIssues(files, answer, undefined, choice);
    const tasks = planTasks(issues, { firstNumber: 1 });
    await recorder.append({ event: 'planned', round: 1, base: record.base, tasks });
    try {
      await manager.initialize();
      await manager.executeFixes(tasks, record.base, record.options.agents);
    } finally {
      await manager.shutdown();
    }
    equal(recorder.task('t01')?.state, 'cancelled');
  });

  it('says that a worker is free again when its task could not be written down for it', async () => {
    const runner = { command: process.execPath, args: [program] };
    const events: SwarmEvent[] = [];
    const { manager, recorder, record } = await open(
      [new LocalSwarmClient(runner, 'sequential')],
      (event) => events.push(event),
    );
    // Where the folder of the order shall be, there is a file.
    await writeFile(dirname(recorder.taskDirectory('check-1')), '');
    try {
      await manager.initialize();
      await rejects(manager.check(record.base), /was lost/);
    } finally {
      await manager.shutdown();
    }
    deepEqual(
      events.flatMap((event) => (event.type === 'order' ? [event.state] : [])),
      ['begun', 'ended'],
    );
  });

  /** Lets backends work on the one problem there is; returns what became of it. */
  async function fixWith(clients: readonly SwarmClient[]) {
    const { manager, recorder, record, files } = await open(clients);
    const choice = { paths: [], types: [] };
    const answer = { diagnostics: [badLine], claimed: [] };
    const { issues } = await gatherIssues(files, answer, undefined, choice);
    const tasks = planTasks(issues, { firstNumber: 1 });
    await recorder.append({ event: 'planned', round: 1, base: record.base, tasks });
    try {
      await manager.initialize();
      await manager.executeFixes(tasks, record.base, record.options.agents);
    } finally {
      await manager.shutdown();
    }
    return recorder.task('t01');
  }

  it('gives a task up when its worker is lost for the second time', async () => {
    const runner = { command: process.execPath, args: ['-e', 'process.exit(3)'] };
    const task = await fixWith([new LocalSwarmClient(runner, 'parallel')]);
    deepEqual([task?.state, task?.losses], ['failed', 2]);
    equal(/lost twice.*exit code 3/.test(task?.reason ?? ''), true, task?.reason);
  });

  it('does not count it as an attempt when nobody came to begin a task', async () => {
    const far = new DyingClient();
    far.isUnbegun = true;
    const dying = { command: process.execPath, args: ['-e', 'process.exit(3)'] };
    const near = new LocalSwarmClient(dying, 'parallel');
    const task = await fixWith([far, near]);
    // Once there, and twice here.
    deepEqual([task?.state, task?.losses], ['failed', 3]);
  });
});
