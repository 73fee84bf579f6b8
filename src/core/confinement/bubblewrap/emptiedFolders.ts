import { isInside, isInsideAny } from '../nesting.ts';
import { tracePath } from '../tracedPath.ts';

/**
 * Where everybody may write, and where programs put the sockets by which they are told what to do: of
 * tmux, X11, ssh agents, editors. `/dev/shm` is among them, but comes empty with `/dev`.
 */
const temporaryFolders = ['/tmp', '/var/tmp'];

const meetingPlaces = [
  // Of the user's session: its bus, by which services are started; its keyring, its sound, its display.
  '/run/user',
  // The system's bus; names of hosts are resolved without it.
  '/run/dbus',
  // Sessions of GNU screen, which take commands.
  '/run/screen',
  '/var/run/screen',
  // By which a Linux under Windows has Windows run programs.
  '/run/WSL',
];

/** The same places, where the user has moved them. */
const variables = ['TMPDIR', 'TMUX_TMPDIR', 'SCREENDIR', 'XDG_RUNTIME_DIR'];

function named(env: NodeJS.ProcessEnv): string[] {
  return variables.map((name) => env[name] ?? '').filter((path) => path.startsWith('/'));
}

async function realPath(path: string): Promise<string | undefined> {
  return (await tracePath(path))?.real;
}

/** Whoever names their home, or all there is, as a temporary folder shall still have it. */
async function sane(folders: readonly string[], env: NodeJS.ProcessEnv): Promise<string[]> {
  const home = (await realPath(env['HOME'] ?? '')) ?? '/';
  return folders.filter((path) => path !== '/' && !isInside(path, home));
}

async function realPaths(paths: readonly string[]): Promise<string[]> {
  const real = await Promise.all(paths.map(realPath));
  return real.filter((path) => path !== undefined);
}

/**
 * The folders of which a confined program gets an empty one of its own, and loses it when it ends.
 * @param writable where it may write anyway: what lies there stays.
 */
export async function emptiedFolders(
  env: NodeJS.ProcessEnv,
  writable: readonly string[],
): Promise<string[]> {
  const usual = await realPaths([...temporaryFolders, ...meetingPlaces]);
  const moved = await sane(await realPaths(named(env)), env);
  return [...new Set([...usual, ...moved])].filter((path) => !isInsideAny(writable, path));
}
