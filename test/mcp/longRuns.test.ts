import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processesOf, untilNobodyLives } from '../support/livingProcesses.ts';
import { type McpProject, mcpProject } from './mcpProject.ts';
import { type ToolResult, textOf } from './messages.ts';
import { StdioClient } from './stdioClient.ts';

interface Summary {
  readonly runId: string;
  readonly state: string;
  readonly stopReason: string | null;
  readonly issues: Readonly<Record<string, number>>;
  readonly tasks: Readonly<Record<string, number>>;
}

interface Status {
  readonly running: string | null;
  readonly process: number | null;
  readonly workers: readonly unknown[];
  readonly run: Summary | null;
}

/** Its agents wait until a file is there: nothing ends before a test wants it to. */
const waitForGate = 'while [ ! -e "$GATE" ]; do sleep 0.05; done';

describe('a run that takes long', () => {
  let project: McpProject;
  let client: StdioClient;
  let mark: string;

  beforeEach(async () => {
    mark = `mcp-${process.pid}-${Math.random()}`;
    project = await mcpProject(4, waitForGate);
    client = await start();
  });

  afterEach(async () => {
    await client.close();
    await project.remove();
  });

  function start(): Promise<StdioClient> {
    const env = { GATE: `${project.repository.folder}/gate`, SWARM_MARK: mark };
    return StdioClient.start({ ...project.place, env });
  }

  async function openGate(): Promise<void> {
    await project.repository.write('../gate', '');
  }

  async function begin(): Promise<string> {
    const { run } = await client.data<{ run: Summary }>('swarm_autofix', { wait_seconds: 0 });
    equal(run.state, 'running');
    return run.runId;
  }

  /** Asks again until something is so. */
  async function untilStatus(isSo: (status: Status) => boolean): Promise<Status> {
    for (;;) {
      const status = await client.data<Status>('swarm_status');
      if (isSo(status)) return status;
      await delay(20);
    }
  }

  it('goes on when its answer is given early, and is waited for by its name', async () => {
    const runId = await begin();
    const status = await untilStatus(({ workers }) => workers.length > 0);
    deepEqual([status.running, status.process], [runId, client.process.pid]);
    const waiting = client.call('swarm_status', { run: runId, wait_seconds: 60 });
    await openGate();
    match(textOf(await waiting), /4 of 4 problems fixed and checked/);
  });

  it('lets nobody start another one, and says which is going on', async () => {
    const runId = await begin();
    const second = await client.call('swarm_autofix', { wait_seconds: 0 });
    equal(second.isError, true);
    equal(second._meta?.['swarm-autofix/reason'], 'locked');
    const words = `^Run ${runId} is going on \\(process ${client.process.pid} on .*\\): only one at a time; follow it with swarm_status, or stop it with swarm_cancel\\.$`;
    match(textOf(second), new RegExp(words));
    const clean = await client.call('swarm_clean');
    match(
      textOf(clean),
      /^This repository is being worked on by .*, or stop it with swarm_cancel\.$/,
    );
  });

  it('tells those who want to know how far it is', async () => {
    const meta = { progressToken: 'p1' };
    const answer = client.call('swarm_autofix', {}, meta);
    const isProgress = (message: { method?: string }) =>
      message.method === 'notifications/progress';
    await client.first(isProgress);
    await openGate();
    equal((await answer).isError, undefined);
    const told = client.messages.filter(isProgress).map(({ params }) => params ?? {});
    deepEqual(told[0], {
      progressToken: 'p1',
      progress: 0,
      total: 4,
      message: '0 of 4 tasks done, 0 of 4 problems fixed',
    });
    equal(told.at(-1)?.['progress'], 4);
    const numbers = told.map(({ progress }) => Number(progress));
    deepEqual(numbers, [...new Set(numbers)].sort());
  });

  async function startCall(): Promise<number> {
    const id = client.ask('tools/call', { name: 'swarm_autofix', arguments: {} });
    await untilStatus(({ workers }) => workers.length > 0);
    return id;
  }

  function cancel(requestId: number, reason: string): void {
    client.send({ method: 'notifications/cancelled', params: { requestId, reason } });
  }

  it('ends when the call that has started it is cancelled', async () => {
    cancel(await startCall(), 'the user has changed their mind');
    const { run } = await untilStatus(({ running }) => running === null);
    deepEqual([run?.state, run?.stopReason], ['ended', 'cancelled']);
  });

  it('goes on when the client has only waited too long', async () => {
    cancel(await startCall(), 'McpError: MCP error -32001: Request timed out');
    await openGate();
    const { run } = await untilStatus(({ running }) => running === null);
    equal(run?.stopReason, 'clean');
  });

  it('is stopped by a tool', async () => {
    const runId = await begin();
    await untilStatus(({ workers }) => workers.length > 0);
    const { run } = await client.data<{ run: Summary }>('swarm_cancel', { run: runId });
    deepEqual([run.state, run.stopReason], ['ended', 'cancelled']);
  });

  for (const way of ['its client is gone', 'SIGTERM comes'] as const) {
    it(`ends in order with the server when ${way}, and leaves no process behind`, async function () {
      if (process.platform !== 'linux') this.skip();
      await begin();
      await untilStatus(({ workers }) => workers.length > 0);
      ok(processesOf(mark).length > 1);
      if (way === 'SIGTERM comes') await client.kill('SIGTERM');
      else equal(await client.close(), 0);
      await untilNobodyLives(mark);
      const { stdout } = await project.cli('list', '--json');
      const { runs } = JSON.parse(stdout) as { runs: { stopReason: string }[] };
      deepEqual(
        runs.map(({ stopReason }) => stopReason),
        ['cancelled'],
      );
    });
  }

  for (const program of ['mcp.js', 'cli.js']) {
    it(`of ${program} ends in order when the process of its client is killed`, async function () {
      if (process.platform !== 'linux') this.skip();
      const { folder, cache } = project.place;
      const env = { ...process.env, SWARM_CACHE: cache, SWARM_MARK: mark, GATE: '/nowhere' };
      const script = join(import.meta.dirname, 'clientInProcess.ts');
      const child = spawn(process.execPath, [script, program, folder], { env });
      await once(child.stdout, 'data');
      await untilStatus(({ workers }) => workers.length > 0);
      child.kill('SIGKILL');
      while (processesOf(mark).length > 1) await delay(20);
      const { run } = await client.data<Status>('swarm_status');
      equal(run?.stopReason, 'cancelled');
    });
  }

  it('of the command line is seen, followed and stopped here', async () => {
    const env = { GATE: `${project.repository.folder}/gate` };
    const other = await mcpProject(2, waitForGate, env);
    const here = await StdioClient.start(other.place);
    const child = other.start('run', '--ai-fix', '--mahavishnu', 'off');
    const ended = new Promise((done) => child.once('close', done));
    let status: Status;
    do {
      await delay(20);
      status = await here.data<Status>('swarm_status');
    } while (status.workers.length === 0);
    equal(status.process, child.pid);
    const second: ToolResult = await here.call('swarm_autofix');
    match(textOf(second), /^Run \S+ is going on \(process \d+ on .*, run in swarm-autofix, since/);
    const { run } = await here.data<{ run: Summary }>('swarm_cancel');
    equal(run.stopReason, 'cancelled');
    await ended;
    await here.close();
    await other.remove();
  });
});
