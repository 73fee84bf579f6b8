import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readdir, watch } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { silentLogger } from '../../../../src/core/base/logger.ts';
import { LocalSwarmClient } from '../../../../src/core/clients/localSwarmClient.ts';
import { MahavishnuSwarmClient } from '../../../../src/core/clients/mahavishnu/mahavishnuSwarmClient.ts';
import { gatherIssues } from '../../../../src/core/gatherIssues.ts';
import { openRepository } from '../../../../src/core/git/repository.ts';
import { takeSnapshot } from '../../../../src/core/git/snapshot.ts';
import { serverAddress } from '../../../../src/core/mahavishnu/serverAddress.ts';
import { RunRecorder } from '../../../../src/core/manager/runRecorder.ts';
import { RunStore } from '../../../../src/core/manager/runStore.ts';
import { SwarmManager } from '../../../../src/core/manager/swarmManager.ts';
import { planTasks } from '../../../../src/core/planner/planTasks.ts';
import { DiskFiles } from '../../../../src/core/projectFiles.ts';
import { LentTerminals } from '../../../support/lentTerminals.ts';
import { contractTools, workerTools } from '../../../support/mahavishnuDoubles.ts';
import {
  type MarkerProject,
  markerAgent,
  markerChecker,
  markerProject,
} from '../../../support/markerProject.ts';
import { EventLog } from '../../../support/markerSwarm.ts';
import {
  answer,
  type DoubleTool,
  failure,
  McpDouble,
  type ToolArguments,
} from '../../../support/mcpDouble.ts';

const program = resolve(import.meta.dirname, '../../../../dist/cli.js');
const runner = { command: process.execPath, args: [program] };

const limits = {
  ...{ answerMs: 2_000, probeMs: 5_000, signInMs: 20_000 },
  ...{ pingMs: 400, pauseMs: 50, graceMs: 100 },
};

function idsOf(calls: McpDouble['calls']): string[] {
  return calls.map(({ args }) => String(args['worker_id']));
}

/** Settles once a file of that name is in the folder. */
async function watched(folder: string, name: string): Promise<void> {
  for await (const { filename } of watch(folder)) if (filename === name) return;
}

describe('workers that a Mahavishnu server lends', () => {
  const tasks = 4;
  let project: MarkerProject;
  let terminals: LentTerminals;
  let double: McpDouble;
  let log: EventLog;
  let recorder: RunRecorder;

  beforeEach(async () => {
    project = await markerProject(tasks);
    terminals = new LentTerminals();
    terminals.open('theirs');
    double = await McpDouble.start(contractTools(terminals));
    log = new EventLog();
  });

  afterEach(async () => {
    await terminals.closeAll();
    await double.stop();
    await project.remove();
  });

  /** Runs all tasks; `meanwhile` is done while the first of them is in the hands of its agent. */
  async function run(
    agent: string,
    meanwhile: () => Promise<void> | void = () => undefined,
    more: Partial<typeof limits> = {},
  ) {
    const repository = await openRepository(project.repository.root);
    const { commit: base } = await takeSnapshot(repository, { message: 'base' });
    const options = {
      mode: 'parallel',
      ...{ workers: 2, verify: true, timeoutSeconds: 60, setupCommand: '', maxRounds: 1 },
      agents: [{ kind: 'command', id: 'command', command: agent }],
      checkers: [{ kind: 'command', id: 'check-1', command: markerChecker }],
    } as const;
    const { workingTree } = repository;
    const startedAt = new Date().toISOString();
    const record = { version: 1, runId: 'r1', workingTree, base, startedAt, options } as const;
    const store = new RunStore(repository.storageDirectory);
    recorder = await RunRecorder.create(store, record, log.listener);
    const far = new MahavishnuSwarmClient({
      ...{ address: serverAddress(double.url, ''), runner, log: silentLogger },
      limits: { ...limits, ...more },
      root: recorder.directory,
      noteTerminal: (id, state) =>
        recorder.append({ event: 'terminal', server: double.url, id, state }),
    });
    const clients = [far, new LocalSwarmClient(runner, 'parallel')];
    const slotsRoot = join(project.cache, 'slots');
    const parts = { repository, slotsRoot, clients, recorder, log: silentLogger };
    const manager = new SwarmManager({ ...parts, listener: log.listener });
    try {
      await manager.initialize();
      const answer = { diagnostics: [...(await manager.check(base))], claimed: [] };
      const choice = { paths: [], types: [] };
      const { issues } = await gatherIssues(new DiskFiles(repository), answer, undefined, choice);
      const planned = planTasks(issues, { firstNumber: 1 });
      await recorder.append({ event: 'planned', round: 1, base, tasks: planned });
      const fixing = manager.executeFixes(planned, base, options.agents);
      await log.agentBegins('t01');
      await meanwhile();
      await fixing;
    } finally {
      await manager.shutdown();
    }
  }

  /** How often each task has come to an end. */
  function ends(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const event of log.events) {
      if (event.type !== 'journal' || event.event.event !== 'settled') continue;
      counts[event.event.taskId] = (counts[event.event.taskId] ?? 0) + 1;
    }
    return counts;
  }

  function allFixedOnce(): void {
    const views = [...recorder.view().tasks.values()];
    deepEqual(
      views.map(({ state, result }) => [state, result?.success]),
      Array(tasks).fill(['ready', true]),
    );
    deepEqual(Object.values(ends()), Array(tasks).fill(1));
  }

  function onlyTheirsLives(): void {
    deepEqual(terminals.alive, ['theirs']);
    const used = double.calls.map(({ tool }) => tool);
    equal(used.includes('worker_close_all'), false);
  }

  it('do all of a run, and are all closed', async () => {
    await run(markerAgent());
    allFixedOnce();
    onlyTheirsLives();
    const { backend, modeChanges, tasks: views } = recorder.view();
    deepEqual([backend, modeChanges], ['mahavishnu', []]);
    for (const { workerId } of views.values()) match(workerId, /^mahavishnu-worker-[12]$/);
  });

  /** Opens the first terminal, in which the probe runs, and treats all others in its own way. */
  async function serveOnlyTheProbe(other: DoubleTool['answer']): Promise<void> {
    await double.stop();
    const tools = contractTools(terminals);
    const launch = tools['launch_worker'];
    if (launch === undefined) throw new Error('there is no such tool');
    let isFirst = true;
    const answerIt = (args: ToolArguments) => {
      if (!isFirst) return other(args);
      isFirst = false;
      return launch.answer(args);
    };
    double = await McpDouble.start({ ...tools, launch_worker: { ...launch, answer: answerIt } });
  }

  const useless: Readonly<Record<string, readonly [DoubleTool['answer'], RegExp]>> = {
    'runs nothing': [
      ({ worker_id: id }) => answer({ worker_id: id, state: 'ready' }),
      /^no worker could be started there: its terminal did not start it within 0\.3 s$/,
    ],
    'opens no terminal': [
      () => failure('too many\nworkers'),
      /^no worker could be started there: launch_worker: too many workers$/,
    ],
  };
  for (const [how, [other, reason]] of Object.entries(useless)) {
    it(`are those of this machine when the server ${how} after the first command`, async () => {
      await serveOnlyTheProbe(other);
      await run(markerAgent(), () => undefined, { signInMs: 300 });
      allFixedOnce();
      onlyTheirsLives();
      const [change] = recorder.view().modeChanges;
      deepEqual([change?.from, change?.to], ['mahavishnu', 'local']);
      match(change?.reason ?? '', reason);
      const left = await readdir(recorder.directory, { recursive: true });
      deepEqual(
        left.filter((path) => path.endsWith('settings.json')),
        [],
      );
    });
  }

  it('are given nothing but the paths of scripts', async () => {
    await run(markerAgent());
    for (const { tool, args } of double.calls) {
      if (tool !== 'launch_worker') continue;
      equal(args['prompt'], '');
      match(JSON.stringify(args['command']), /^\["sh","[^"]+\/(start|probe)\.sh"\]$/);
    }
  });

  it('are written down before there are any, so that somebody can close them', async () => {
    await run(markerAgent());
    const states = new Map<string, string>();
    for (const event of log.events) {
      if (event.type === 'journal' && event.event.event === 'terminal') {
        states.set(event.event.id, event.event.state);
      }
    }
    const launched = double.calls.filter(({ tool }) => tool === 'launch_worker');
    deepEqual(
      [...states.keys()],
      launched.map(({ args }) => args['worker_id']),
    );
    deepEqual([...new Set(states.values())], ['closed']);
  });

  it('go on when the server was started anew and knows no session', async () => {
    await run(markerAgent(), () => double.forgetSessions());
    allFixedOnce();
    onlyTheirsLives();
    deepEqual(recorder.view().modeChanges, []);
  });

  it('hand over to this machine when the server is killed', async () => {
    await run(markerAgent('sleep 1'), () => double.stop());
    allFixedOnce();
    onlyTheirsLives();
    const [change] = recorder.view().modeChanges;
    deepEqual([change?.from, change?.to], ['mahavishnu', 'local']);
    match(change?.reason ?? '', /^the server is lost: /);
    double = await McpDouble.start({});
  });

  it('hand over to this machine when the server hangs', async () => {
    await run(markerAgent('sleep 1'), () => {
      double.intercept = () => true;
    });
    allFixedOnce();
    onlyTheirsLives();
    equal(recorder.view().modeChanges[0]?.to, 'local');
  });

  it('stay when the server answers one question late', async () => {
    let isFirst = true;
    await run(markerAgent('sleep 1'), () => {
      double.intercept = () => {
        if (!isFirst) return false;
        isFirst = false;
        return true;
      };
    });
    allFixedOnce();
    deepEqual(recorder.view().modeChanges, []);
  });

  it('are replaced when one is killed, and its task is run once more', async () => {
    await run(markerAgent('sleep 1'), () => {
      const own = double.calls.filter(({ tool }) => tool === 'launch_worker');
      const id = String(own.at(-1)?.args['worker_id']);
      return terminals.close(id).then(ok);
    });
    allFixedOnce();
    onlyTheirsLives();
    deepEqual(recorder.view().modeChanges, []);
    ok([...recorder.view().tasks.values()].some(({ losses }) => losses === 1));
  });
});

describe('a run that is killed while a Mahavishnu server works for it', () => {
  it('leaves no worker behind, and the next look gives back the terminals', async () => {
    const project = await markerProject(1);
    const terminals = new LentTerminals();
    const double = await McpDouble.start(contractTools(terminals));
    try {
      const begun = join(project.repository.folder, 'begun');
      const slow = project.runOptions(`touch ${begun}; sleep 600`);
      const run = project.start(...slow, '--mahavishnu', double.url, '--workers', '1');
      const hasBegun = watched(project.repository.folder, 'begun');
      await hasBegun;
      run.kill('SIGKILL');
      await terminals.ended();
      await project.cli('list');
      const open = double.calls.filter(({ tool }) => tool === 'launch_worker');
      const closed = double.calls.filter(({ tool }) => tool === 'cancel_worker');
      deepEqual(new Set(idsOf(closed)), new Set(idsOf(open)));
    } finally {
      await terminals.closeAll();
      await double.stop();
      await project.remove();
    }
  });
});

describe('workers by the older tools', () => {
  it('do all of a run, and are all closed', async () => {
    const project = await markerProject(2);
    const terminals = new LentTerminals();
    const double = await McpDouble.start(workerTools(terminals, 'list'));
    try {
      const url = ['--mahavishnu', double.url, '--workers', '2'];
      const { exitCode, stdout } = await project.cli(...project.runOptions(), ...url, '--json');
      const { backend, issues } = JSON.parse(stdout);
      deepEqual([exitCode, backend, issues.fixed], [0, 'mahavishnu', 2]);
      deepEqual(terminals.alive, []);
    } finally {
      await terminals.closeAll();
      await double.stop();
      await project.remove();
    }
  });
});
