import { lstat, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isInsideAny } from '../nesting.ts';
import { tracePath } from '../tracedPath.ts';
import { isWithinReach } from './withinReach.ts';

/** Without these, names of hosts or users are not found; nothing can be done through them. */
const harmlessFolders = [
  '/run/systemd/resolve',
  '/run/systemd/userdb',
  '/run/systemd/journal',
  '/run/nscd',
  '/run/nslcd',
  '/run/avahi-daemon',
  '/run/samba/winbindd',
  '/var/lib/sss/pipes',
];

/**
 * Sockets that may listen in another network namespace, of which this one's table does not know: a
 * container is lent that of Docker. Who may talk to one of these can start anything, as root.
 */
const containerEngines = [
  '/run/docker.sock',
  '/var/run/docker.sock',
  '/run/podman/podman.sock',
  '/run/containerd/containerd.sock',
  '/run/crio/crio.sock',
  '/run/systemd/private',
  '/var/lib/lxd/unix.socket',
  '/var/snap/lxd/common/lxd/unix.socket',
  '/var/lib/incus/unix.socket',
];

const tableOfSockets = '/proc/net/unix';

/** The flag of a socket that takes connections. */
const listening = 0x10000;

/**
 * The sockets with a path that take connections.
 * @param table the text of `/proc/net/unix`.
 */
export function listeningSockets(table: string): string[] {
  const lines = table.split('\n').slice(1);
  const entries = lines.map((line) => /^\S+ \S+ \S+ (\S+) \S+ \S+ +\d+ (\/.*)$/.exec(line));
  return entries.flatMap((entry) => {
    const [, flags = '', path = ''] = entry ?? [];
    return (Number.parseInt(flags, 16) & listening) === 0 ? [] : [path];
  });
}

/** What may be a path in a variable, such as `unix:path=/a/b,guid=…`, `unix:///a/b` or `/a/b,12,0`. */
export function pathsNamedBy(env: NodeJS.ProcessEnv): string[] {
  const values = Object.values(env).map((value) => /\/[^,;]+/.exec(value ?? '')?.[0]);
  return values.filter((path) => path !== undefined);
}

async function isSocket(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSocket();
  } catch {
    // What cannot be seen from here cannot be reached by the program either.
    return false;
  }
}

async function realPaths(paths: readonly string[]): Promise<string[]> {
  const traced = await Promise.all(paths.map(tracePath));
  return traced.flatMap((path) => (path === undefined ? [] : [path.real]));
}

async function readTable(): Promise<string> {
  // Some kernels have no such table; the well-known sockets are covered all the same.
  return readFile(tableOfSockets, 'utf8').catch(() => '');
}

async function keep(
  paths: readonly string[],
  isKept: (path: string) => Promise<boolean>,
): Promise<string[]> {
  const answers = await Promise.all(paths.map(isKept));
  return paths.filter((_path, index) => answers[index] === true);
}

async function sockets(env: NodeJS.ProcessEnv): Promise<string[]> {
  const table = listeningSockets(await readTable());
  const home = env['HOME'] ?? homedir();
  const engines = [...containerEngines, join(home, '.docker/run/docker.sock')];
  const paths = await realPaths([...table, ...engines, ...pathsNamedBy(env)]);
  return keep(
    paths.filter((path) => !isInsideAny(harmlessFolders, path)),
    isSocket,
  );
}

/** With it, a program could type into the windows of the user, terminals among them. */
function displayKeys(env: NodeJS.ProcessEnv): Promise<string[]> {
  const home = env['HOME'] ?? homedir();
  return realPaths([env['XAUTHORITY'] ?? '', join(home, '.Xauthority')].filter(Boolean));
}

/**
 * Files through which a confined program could have others act for it, outside: whatever somebody
 * listens at (a mount that is read-only does not keep anybody from connecting), and the keys of displays.
 */
export async function openDoors(env: NodeJS.ProcessEnv): Promise<string[]> {
  const doors = [...new Set([...(await sockets(env)), ...(await displayKeys(env))])];
  return keep(doors, (path) => isWithinReach(path));
}
