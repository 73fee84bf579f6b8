import { deepEqual, equal } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  listeningSockets,
  openDoors,
  pathsNamedBy,
} from '../../../src/core/confinement/bubblewrap/openDoors.ts';
import { isWithinReach, mayPass } from '../../../src/core/confinement/bubblewrap/withinReach.ts';

describe('the table of sockets', () => {
  it('tells at which paths somebody takes connections', () => {
    const table = [
      'Num       RefCount Protocol Flags    Type St Inode Path',
      '000000001b4dad71: 00000003 00000000 00000000 0001 03  1576',
      '0000000012345678: 00000002 00000000 00010000 0001 01 23456 /run/docker.sock',
      '0000000012345679: 00000002 00000000 00010000 0005 01   457 /home/me/a b/c',
      '000000001234567a: 00000003 00000000 00000000 0001 03 23458 /run/docker.sock.peer',
      '000000001234567b: 00000002 00000000 00010000 0001 01 23459 @/tmp/.X11-unix/X0',
      '',
    ].join('\n');
    deepEqual(listeningSockets(table), ['/run/docker.sock', '/home/me/a b/c']);
  });

  it('may be empty', () => deepEqual(listeningSockets(''), []));
});

describe('the variables of a program', () => {
  it('name sockets in several ways', () => {
    const env = {
      SSH_AUTH_SOCK: '/home/me/agent',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/home/me/bus,guid=1',
      DOCKER_HOST: 'unix:///home/me/docker',
      TMUX: '/home/me/tmux,12,0',
      LANG: 'C',
    };
    const expected = ['/home/me/agent', '/home/me/bus', '///home/me/docker', '/home/me/tmux'];
    deepEqual(pathsNamedBy(env), expected);
  });
});

describe('the doors of this machine', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'swarm-doors-')));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('hold a socket that a variable names, through a link or not, and no plain file', async () => {
    const path = join(folder, 'agent');
    const server = createServer().listen(path);
    await once(server, 'listening');
    try {
      await symlink('agent', join(folder, 'link'));
      await writeFile(join(folder, 'file'), '');
      const env = { A: join(folder, 'link'), B: join(folder, 'file'), C: join(folder, 'none') };
      const doors = await openDoors({ HOME: folder, ...env });
      deepEqual(
        doors.filter((door) => door.startsWith(folder)),
        [path],
      );
    } finally {
      server.close();
    }
  });

  it('hold one that only a variable knows, such as one of another container', async () => {
    const path = join(folder, 'lent');
    // Whose listener is gone, so that the table does not have it either.
    const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () =>
      process.kill(process.pid, 'SIGKILL'))`;
    await once(spawn(process.execPath, ['-e', script]), 'close');
    const [named, unnamed] = [
      await openDoors({ DOCKER_HOST: `unix://${path}` }),
      await openDoors({}),
    ];
    deepEqual([named.includes(path), unnamed.includes(path)], [true, false]);
  });

  it('hold the keys of the display', async () => {
    const [usual, moved] = [join(folder, '.Xauthority'), join(folder, 'keys')];
    for (const path of [usual, moved]) await writeFile(path, '');
    const doors = await openDoors({ HOME: folder, XAUTHORITY: moved });
    for (const path of [usual, moved]) equal(doors.includes(path), true);
  });
});

describe('what is within reach of a confined program', () => {
  it('is all that this process gets to, unless it is root', async () => {
    equal(await isWithinReach('/root/private/socket', 1000, []), true);
  });

  it('is nothing that has gone meanwhile', async () => {
    equal(await isWithinReach(join(tmpdir(), 'gone/socket'), 0, []), false);
  });

  it('is for root, which loses its powers, what others let it reach', () => {
    const cases = [
      [{ uid: 1234, gid: 4321, mode: 0o40701 }, [], true],
      [{ uid: 1234, gid: 4321, mode: 0o40700 }, [], false],
      [{ uid: 1234, gid: 4321, mode: 0o40710 }, [4321], true],
      [{ uid: 1234, gid: 4321, mode: 0o40701 }, [4321], false],
      [{ uid: 0, gid: 0, mode: 0o40700 }, [], true],
    ] as const;
    for (const [folder, groups, expected] of cases) {
      equal(mayPass(folder, 0, groups), expected, folder.mode.toString(8));
    }
  });
});
