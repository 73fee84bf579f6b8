import { deepEqual, equal } from 'node:assert/strict';
import {
  bubblewrapArguments,
  type MountPlan,
} from '../../../src/core/confinement/bubblewrap/mountPlan.ts';

const plan: MountPlan = {
  terrain: {
    worktree: '/tmp/run/slot',
    writable: ['/tmp/run/slot', '/home/me/.agent'],
    readOnly: ['/tmp/run/slot/node_modules', '/tmp/run/slot/.git'],
    visible: ['/tmp/run', '/home/me/.agent/bin'],
    links: [],
  },
  start: '/tmp/run/slot',
  emptied: ['/tmp', '/tmp/run/slot/own'],
  covered: [],
};

/** From the first argument that is not the same for all, to the folder to start in. */
function mountsOf(changes: Partial<MountPlan>): string[] {
  const all = bubblewrapArguments({ ...plan, ...changes });
  return all.slice(all.lastIndexOf('/proc/sys') + 1, all.indexOf('--chdir'));
}

describe('the arguments of bubblewrap', () => {
  it('take everything away before they give back, and end where the program begins', () => {
    const all = bubblewrapArguments(plan);
    deepEqual(all.slice(all.indexOf('--ro-bind'), all.indexOf('--tmpfs')), [
      ...['--ro-bind', '/', '/'],
      ...['--dev', '/dev'],
      ...['--proc', '/proc'],
      ...['--ro-bind', '/proc/sys', '/proc/sys'],
    ]);
    deepEqual(all.slice(-3), ['--chdir', '/tmp/run/slot', '--']);
  });

  for (const needed of ['--die-with-parent', '--unshare-pid', '--unshare-ipc', '--cap-drop']) {
    it(`always hold ${needed}`, () => equal(bubblewrapArguments(plan).includes(needed), true));
  }

  it('leave the network as it is', () => {
    const all = bubblewrapArguments(plan);
    deepEqual(
      all.filter((one) => ['--unshare-net', '--unshare-all'].includes(one)),
      [],
    );
  });

  it('mount parents before children, and what stays as it is on top of all', () => {
    deepEqual(mountsOf({}), [
      ...['--tmpfs', '/tmp'],
      ...['--ro-bind', '/tmp/run', '/tmp/run'],
      ...['--bind', '/tmp/run/slot', '/tmp/run/slot'],
      ...['--bind', '/home/me/.agent', '/home/me/.agent'],
      ...['--tmpfs', '/tmp/run/slot/own'],
      ...['--ro-bind', '/home/me/.agent/bin', '/home/me/.agent/bin'],
      ...['--ro-bind', '/tmp/run/slot/node_modules', '/tmp/run/slot/node_modules'],
      ...['--ro-bind', '/tmp/run/slot/.git', '/tmp/run/slot/.git'],
    ]);
  });

  it('make nothing writable below what stays as it is', () => {
    const writable = ['/tmp/run/slot', '/tmp/run/slot/node_modules/.cache'];
    const mounts = mountsOf({ terrain: { ...plan.terrain, writable } });
    const [last] = [mounts.lastIndexOf('/tmp/run/slot/node_modules')];
    equal(last > mounts.lastIndexOf('/tmp/run/slot/node_modules/.cache'), true);
  });

  it('name a folder once, however many of those below it are named too', () => {
    const below = Array.from({ length: 5000 }, (_one, index) => `/p/node_modules/${index}`);
    const readOnly = ['/p/node_modules', ...below];
    const mounts = mountsOf({ terrain: { ...plan.terrain, readOnly } });
    equal(mounts.filter((path) => path.startsWith('/p/')).length, 2);
  });

  it('lay those links anew that an empty folder takes away', () => {
    const links = [
      { path: '/tmp/cache', target: 'run' },
      { path: '/tmp/run/here', target: 'slot' },
      { path: '/home/me/cache', target: '/tmp/cache' },
    ];
    const mounts = mountsOf({ terrain: { ...plan.terrain, links } });
    deepEqual(mounts.slice(mounts.indexOf('--symlink')), ['--symlink', 'run', '/tmp/cache']);
  });

  it('cover those doors that are to be seen, after everything else', () => {
    const covered = ['/home/me/door', '/tmp/door', '/tmp/run/door', '/tmp/run/slot/own/door'];
    const mounts = mountsOf({ covered });
    deepEqual(mounts.slice(mounts.indexOf('/dev/null') - 1), [
      ...['--ro-bind', '/dev/null', '/home/me/door'],
      ...['--ro-bind', '/dev/null', '/tmp/run/door'],
    ]);
  });
});
