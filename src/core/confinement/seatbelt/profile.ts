import { dirname } from 'node:path';
import { isInside, isInsideAny } from '../nesting.ts';
import type { Terrain } from '../terrain.ts';

export interface SeatbeltProfile {
  /** In the language of sandbox profiles; of all rules that match, the last one holds. */
  readonly text: string;
  /** What its parameters stand for: paths never stand in the text, where they would need quoting. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Devices that keep nothing, or are the program's own. */
const devices = ['/dev/null', '/dev/zero', '/dev/tty', '/dev/dtracehelper'];

/** By which names of hosts are resolved. */
const resolver = '/private/var/run/mDNSResponder';

/** Ways to have others act outside; not each release of macOS knows each of them. */
const deniedWays = [
  // To tell other programs, such as a terminal, what to do.
  'appleevent-send',
  // To have the desktop start a program.
  'lsopen',
  // To have the system start one.
  'job-creation',
  // To change the settings of other programs.
  'user-preference-write',
  // A second name, inside, for a file outside.
  'file-link',
];

/** The folders from a protected path up to the writable one around it. */
function foldersAround(path: string, root: string): string[] {
  const above = dirname(path);
  if (!isInside(root, above)) return [];
  return above === root ? [above] : [above, ...foldersAround(above, root)];
}

function protectedPaths({ writable, readOnly, visible }: Terrain): string[] {
  const inside = visible.filter(
    (path) => isInsideAny(writable, path) && !writable.some((root) => isInside(path, root)),
  );
  return [...new Set([...readOnly, ...inside])];
}

/** A folder that could be renamed would take what is protected in it to another name. */
function pinnedFolders(writable: readonly string[], protectedOnes: readonly string[]): string[] {
  const around = protectedOnes.flatMap((path) =>
    writable.flatMap((root) => foldersAround(path, root)),
  );
  return [...new Set([...writable, ...around])];
}

class Parameters {
  readonly values = new Map<string, string>();

  /** Stands for a path in the text. */
  of(kind: string, path: string): string {
    const name = `${kind}_${this.values.size}`;
    this.values.set(name, path);
    return `(param "${name}")`;
  }
}

function rule(verdict: string, filters: readonly string[]): string[] {
  return filters.length === 0 ? [] : [`(${verdict}`, ...filters.map((one) => `  ${one}`), ')'];
}

/** Everything may be read and done but to write, and to have others write. */
export function seatbeltProfile(terrain: Terrain): SeatbeltProfile {
  const parameters = new Parameters();
  const roots = terrain.writable.map((path) => `(subpath ${parameters.of('WRITABLE', path)})`);
  const closed = protectedPaths(terrain);
  const pinned = pinnedFolders(terrain.writable, closed);
  const lines = [
    '(version 1)',
    '(allow default)',
    '(deny file-write*)',
    ...rule('allow file-write*', [...devices.map((path) => `(literal "${path}")`), ...roots]),
    ...rule(
      'deny file-write*',
      closed.map((path) => `(subpath ${parameters.of('READ_ONLY', path)})`),
    ),
    ...rule(
      'deny file-write-unlink',
      pinned.map(
        (path) => `(require-all (literal ${parameters.of('PINNED', path)}) (vnode-type DIRECTORY))`,
      ),
    ),
    '(deny signal)',
    '(allow signal (target same-sandbox))',
    '(deny network-outbound (remote unix-socket))',
    ...rule('allow network-outbound', [
      `(remote unix-socket (path-literal "${resolver}"))`,
      ...roots.map((root) => `(remote unix-socket ${root})`),
    ]),
    ...deniedWays.map((way) => `(if (defined? '${way}) (deny ${way}))`),
    // Two calls that change files which are open for reading only.
    `(if (defined? 'system-fcntl) (deny system-fcntl (fcntl-command 80 110)))`,
  ];
  return { text: lines.join('\n'), parameters: parameters.values };
}
