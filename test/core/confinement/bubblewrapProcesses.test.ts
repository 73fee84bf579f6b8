import { deepEqual, equal, match, notEqual } from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { killTree } from '../../../src/core/base/killTree.ts';
import { runProcess } from '../../../src/core/base/runProcess.ts';
import { findSandbox } from '../../../src/core/confinement/findSandbox.ts';
import type { Sandbox } from '../../../src/core/confinement/sandbox.ts';
import { bubblewrapOrSkip, type Ground, layOutGround } from './ground.ts';

/** In a session of its own, so that no signal to a group reaches it; holds the output open. */
const longLivedGrandchild = `setsid sh -c 'echo up; exec sleep 600' & wait`;

describe('the processes of a program under bubblewrap', () => {
  let sandbox: Sandbox;
  let ground: Ground;
  const servers: Server[] = [];

  before(async function () {
    sandbox = await bubblewrapOrSkip(this);
    ground = await layOutGround(sandbox);
  });

  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  after(() => ground?.repository.remove());

  async function start(script: string): Promise<ChildProcess> {
    const shell = { command: 'sh', args: ['-c', script] };
    const { command, args } = await sandbox.wrap(shell, ground.territory);
    const child = spawn(command, args, { cwd: ground.worktree, detached: true, stdio: 'pipe' });
    if (child.stdout !== null) match(String((await once(child.stdout, 'data'))[0]), /up/);
    return child;
  }

  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    it(`end with the group by ${signal}, even those that have left it`, async () => {
      const child = await start(longLivedGrandchild);
      killTree(child.pid ?? 0, signal);
      // Its output closes when the last one that holds it is gone.
      deepEqual(await once(child, 'close'), [null, signal]);
    });
  }

  it('end with the program itself', async () => {
    const child = await start(`setsid sh -c 'echo up; exec sleep 600' & read go; exit 3`);
    child.stdin?.end('go\n');
    deepEqual(await once(child, 'close'), [3, null]);
  });

  it('end with the process that has started it', async () => {
    const shell = { command: 'sh', args: ['-c', longLivedGrandchild] };
    const program = await sandbox.wrap(shell, ground.territory);
    const script = `
      const [command, ...args] = process.argv.slice(1);
      require('node:child_process').spawn(command, args, { detached: true, stdio: 'inherit' });`;
    const owner = spawn(process.execPath, ['-e', script, program.command, ...program.args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(owner.stdout, 'data');
    owner.kill('SIGKILL');
    deepEqual(await once(owner, 'close'), [null, 'SIGKILL']);
  });

  it('see no others, and none that they could signal', async () => {
    const { exitCode, stdout } = await ground.confined(
      `ls /proc | grep -c '^[0-9]'; kill -0 ${process.pid}`,
    );
    notEqual(exitCode, 0);
    equal(Number(stdout.toString()) < 10, true);
  });

  it('cannot make anything writable again, nor have the kernel act outside', async () => {
    const attempts = [
      'mount -o remount,rw,bind /',
      `mount -o remount,rw,bind '${ground.outside}'`,
      `umount '${ground.worktree}/.git'`,
      'umount /tmp',
      `unshare -Urm mount -o remount,rw,bind '${ground.outside}'`,
      `unshare -Urm umount '${ground.worktree}/.git'`,
      // Opened and closed: nothing is written, even where it could be.
      ': >> /proc/sys/kernel/core_pattern',
      ': >> /proc/sysrq-trigger',
    ];
    for (const attempt of attempts) {
      const { exitCode } = await ground.confined(`(${attempt})`);
      notEqual(exitCode, 0, attempt);
    }
  });

  /** Connects from inside, by what `net.connect` takes, and says what came of it. */
  async function connect(to: string | number, own = sandbox): Promise<string> {
    const script = `require('node:net').connect(${JSON.stringify(to)})
      .on('connect', () => { console.log('connected'); process.exit(); })
      .on('error', ({ code }) => console.log(code));`;
    const program = { command: process.execPath, args: ['-e', script] };
    const confined = await own.wrap(program, ground.territory);
    const { stdout, stderr } = await runProcess({ ...confined, cwd: ground.worktree });
    return `${stdout}${stderr}`.trim();
  }

  async function listen(to: string | number): Promise<Server> {
    const server = createServer((socket) => socket.end()).listen(to);
    servers.push(server);
    await once(server, 'listening');
    return server;
  }

  it('have the network', async () => {
    const address = (await listen(0)).address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    equal(await connect(port), 'connected');
  });

  it('reach nobody who listens at a socket, be it in a place that they see', async () => {
    for (const folder of [ground.outside, ground.state]) {
      const path = join(folder, 'daemon');
      await listen(path);
      equal(await connect(path), 'ECONNREFUSED');
    }
  });

  it('are started although somebody listens in a folder that they cannot enter', async () => {
    const folder = join(ground.outside, 'private');
    await mkdir(folder);
    await listen(join(folder, 'daemon'));
    if (process.geteuid?.() === 0) await chown(folder, 1234, 1234);
    await chmod(folder, 0o700);
    const { exitCode, stderr } = await ground.confined('true');
    deepEqual([exitCode, stderr], [0, '']);
  });

  it('may talk to each other through sockets of their own', async () => {
    const script = `const net = require('node:net');
      const server = net.createServer((socket) => socket.end()).listen(process.argv[1], () =>
        net.connect(process.argv[1]).on('connect', () => { console.log('met'); process.exit(); }));`;
    const program = `'${process.execPath}' -e "${script}"`;
    for (const folder of [ground.state, '/tmp']) {
      const { stdout, stderr } = await ground.confined(`${program} '${folder}/own'`);
      equal(`${stdout}${stderr}`, 'met\n');
    }
  });

  it('get empty folders for sessions, wherever the user has them', async () => {
    const env = { ...process.env, XDG_RUNTIME_DIR: ground.outside };
    await listen(join(ground.outside, 'bus'));
    const answer = await findSandbox({ env });
    equal(await connect(join(ground.outside, 'bus'), answer.sandbox), 'ECONNREFUSED');
  });
});
