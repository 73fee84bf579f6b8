import { deepEqual, equal } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { seatbeltProfile } from '../../../src/core/confinement/seatbelt/profile.ts';
import { Seatbelt } from '../../../src/core/confinement/seatbelt/seatbelt.ts';
import type { Terrain } from '../../../src/core/confinement/terrain.ts';

const execute = promisify(execFile);

const terrain: Terrain = {
  worktree: '/w/slot',
  writable: ['/w/slot', '/me/.agent'],
  readOnly: ['/w/slot/.git', '/w/slot/packages/one/node_modules'],
  visible: ['/w/main', '/me/.agent/bin/agent', '/w'],
  links: [],
};

/** The text with the paths in the place of their parameters. */
function readable(changes: Partial<Terrain> = {}): string {
  const { text, parameters } = seatbeltProfile({ ...terrain, ...changes });
  return text.replace(/\(param "(\w+)"\)/g, (_all, name) => parameters.get(name) ?? '?');
}

// Only its text is looked at: what it does, nobody but macOS can tell.
describe('the profile for macOS', () => {
  it('forbids all writing, then allows some, then forbids some of that', () => {
    const text = readable();
    const order = [
      '(allow default)',
      '(deny file-write*)',
      '(allow file-write*',
      '(subpath /w/slot)',
      '(subpath /me/.agent)',
      '(deny file-write*\n',
      '(subpath /w/slot/.git)',
      '(subpath /w/slot/packages/one/node_modules)',
      '(subpath /me/.agent/bin/agent)',
      '(deny file-write-unlink',
    ].map((rule) => text.indexOf(rule));
    deepEqual(
      order,
      order.toSorted((one, other) => one - other),
    );
    equal(order.includes(-1), false);
  });

  it('lets no folder be renamed that holds something protected', () => {
    const pinned = [...readable().matchAll(/\(literal (\S+)\) \(vnode-type DIRECTORY\)/g)];
    deepEqual(pinned.map(([, path]) => path).toSorted(), [
      '/me/.agent',
      '/me/.agent/bin',
      '/w/slot',
      '/w/slot/packages',
      '/w/slot/packages/one',
    ]);
  });

  it('keeps paths out of the text', () => {
    const strange = '/w/a") (allow file-write* (subpath "/';
    const { text, parameters } = seatbeltProfile({ ...terrain, writable: [strange] });
    equal(text.includes('/w/a'), false);
    equal([...parameters.values()].includes(strange), true);
  });

  it('has a rule closed for each that it opens, and no empty one', () => {
    for (const text of [readable(), readable({ readOnly: [], visible: [] })]) {
      equal(text.split('(').length, text.split(')').length);
      equal(/\((allow|deny) [\w*-]+\n\)/.test(text), false);
    }
  });

  it('forbids to have others act', () => {
    const text = readable();
    const ways = ['appleevent-send', 'lsopen', 'job-creation', 'file-link'];
    for (const way of ways) equal(text.includes(`(deny ${way})`), true, way);
    equal(text.includes('(deny network-outbound (remote unix-socket))'), true);
    equal(text.includes('(deny network*'), false);
  });
});

describe('a program under Seatbelt', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'swarm-seatbelt-')));
    for (const name of ['slot', 'temporary']) await mkdir(join(folder, name));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('is started in its worktree, with a temporary folder of its own', async () => {
    const [worktree, temporary] = [join(folder, 'slot'), join(folder, 'temporary')];
    const program = { command: 'sh', args: ['-c', 'pwd; echo "$TMPDIR"; echo "$1"', 'sh', 'a b'] };
    const territory = { worktree, writable: [], readOnly: [], visible: [] };
    const seatbelt = new Seatbelt(() => Promise.resolve(temporary));
    const { command, args } = await seatbelt.wrap(program, territory);
    equal(command, '/usr/bin/sandbox-exec');
    const end = args.indexOf('--');
    equal(args.slice(0, end).includes(`WRITABLE_1=${temporary}`), true);
    const [shell = '', ...rest] = args.slice(end + 1);
    const { stdout } = await execute(shell, rest);
    deepEqual(stdout.split('\n'), [worktree, temporary, 'a b', '']);
  });
});
