import { depthOf, isInside, outermost } from '../nesting.ts';
import type { Terrain } from '../terrain.ts';

/** What a confined program sees of the file system, where that is not simply what is there, read-only. */
export interface MountPlan {
  readonly terrain: Terrain;
  /** In which folder it starts, as its user has named it. */
  readonly start: string;
  /** Folders in whose place it gets an empty one of its own. */
  readonly emptied: readonly string[];
  /** Files and sockets in whose place it gets nothing. */
  readonly covered: readonly string[];
}

/** Where bubblewrap mounts something of its own. */
const ownFolders = ['/dev', '/proc'];

const fixedArguments = [
  // A worker that is killed takes the program along.
  '--die-with-parent',
  // Needed to confine anything, unless it is root who asks; for root, one more wall.
  '--unshare-user-try',
  // Ends whatever the program leaves behind, and hides all other processes from its signals.
  '--unshare-pid',
  '--unshare-ipc',
  // Root would keep the power to mount the file system anew, writable.
  '--cap-drop',
  'ALL',
  '--ro-bind',
  '/',
  '/',
  '--dev',
  '/dev',
  '--proc',
  '/proc',
  // Root may write there even without any power, and thus have the kernel run a program outside.
  '--ro-bind',
  '/proc/sys',
  '/proc/sys',
];

type Mount = readonly [option: '--tmpfs' | '--bind' | '--ro-bind', path: string];

/** Parents before children; of one path, what comes first here is covered by what comes later. */
function byDepth(mounts: readonly Mount[]): Mount[] {
  return mounts.toSorted(([, one], [, other]) => depthOf(one) - depthOf(other));
}

function argumentsOf([option, path]: Mount): string[] {
  return option === '--tmpfs' ? [option, path] : [option, path, path];
}

function deepestAround(folders: readonly string[], path: string): number {
  const around = folders.filter((folder) => isInside(folder, path));
  return Math.max(-1, ...around.map(depthOf));
}

/** True for a path that the empty folders take away, and that nothing brings back. */
function isLost({ terrain, emptied }: MountPlan, path: string): boolean {
  const bound = [...terrain.writable, ...terrain.visible, ...terrain.readOnly];
  return deepestAround([...emptied, ...ownFolders], path) > deepestAround(bound, path);
}

function linkArguments(plan: MountPlan): string[] {
  const lost = plan.terrain.links.filter(({ path }) => isLost(plan, path));
  const unique = new Map(lost.map(({ path, target }) => [path, target]));
  return [...unique].flatMap(([path, target]) => ['--symlink', target, path]);
}

function coverArguments(plan: MountPlan): string[] {
  const seen = plan.covered.filter((path) => !isLost(plan, path));
  return [...new Set(seen)].flatMap((path) => ['--ro-bind', '/dev/null', path]);
}

/** The arguments of bubblewrap, up to the program to be confined. */
export function bubblewrapArguments(plan: MountPlan): string[] {
  const { terrain, emptied, start } = plan;
  const ground = byDepth([
    ...emptied.map((path): Mount => ['--tmpfs', path]),
    ...terrain.writable.map((path): Mount => ['--bind', path]),
    ...terrain.visible.map((path): Mount => ['--ro-bind', path]),
  ]);
  // On top of all others: nothing below these is writable. Each costs arguments, which have a limit.
  const closed = byDepth(outermost(terrain.readOnly).map((path): Mount => ['--ro-bind', path]));
  return [
    ...fixedArguments,
    ...[...ground, ...closed].flatMap(argumentsOf),
    ...linkArguments(plan),
    ...coverArguments(plan),
    '--chdir',
    start,
    '--',
  ];
}
