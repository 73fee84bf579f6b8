import { deepEqual, equal, rejects } from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { emptiedFolders } from '../../../src/core/confinement/bubblewrap/emptiedFolders.ts';
import type { Territory } from '../../../src/core/confinement/sandbox.ts';
import { surveyTerritory } from '../../../src/core/confinement/terrain.ts';
import { tracePath } from '../../../src/core/confinement/tracedPath.ts';

let folder: string;
const at = (...names: string[]): string => join(folder, ...names);

async function layOut(names: readonly string[]): Promise<void> {
  for (const name of names) await mkdir(at(name), { recursive: true });
}

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'swarm-terrain-')));
});

afterEach(() => rm(folder, { recursive: true }));

describe('a traced path', () => {
  it('tells where it leads to, and by which links', async () => {
    await layOut(['disk/cache/slot', 'home']);
    await symlink('../disk/./cache', at('home/cache'));
    await symlink(at('home'), at('me'));
    deepEqual(await tracePath(at('me/cache/slot')), {
      real: at('disk/cache/slot'),
      links: [
        { path: at('me'), target: at('home') },
        { path: at('home/cache'), target: '../disk/./cache' },
      ],
    });
  });

  it('is none where there is nothing, or only a circle', async () => {
    await symlink('circle', at('circle'));
    await symlink('nowhere', at('dangling'));
    for (const name of ['none', 'circle', 'dangling']) equal(await tracePath(at(name)), undefined);
  });
});

describe('the terrain of a territory', () => {
  const survey = (territory: Partial<Territory>) =>
    surveyTerritory({
      worktree: at('slot'),
      writable: [],
      readOnly: [],
      visible: [],
      ...territory,
    });

  beforeEach(() => layOut(['slot/.git', 'state', 'main']));

  it('leaves out what does not exist', async () => {
    const terrain = await survey({
      writable: [at('state'), at('none')],
      readOnly: [at('slot/.git'), at('slot/node_modules')],
      visible: [at('main'), at('gone')],
    });
    deepEqual(terrain.writable, [at('slot'), at('state')]);
    deepEqual(terrain.readOnly, [at('slot/.git')]);
    deepEqual(terrain.visible, [at('main')]);
  });

  it('leaves out the root of all, and paths of which nobody knows from where', async () => {
    const wrong = ['/', '.', 'src', ''];
    const terrain = await survey({ writable: wrong, readOnly: wrong, visible: wrong });
    const { writable, readOnly, visible } = terrain;
    deepEqual([writable, readOnly, visible], [[at('slot')], [], []]);
  });

  it('follows a link that the user has laid', async () => {
    await layOut(['home']);
    await symlink('../state', at('home/.agent'));
    deepEqual((await survey({ writable: [at('home/.agent')] })).writable, [
      at('slot'),
      at('state'),
    ]);
  });

  it('follows none that lies in a writable place', async () => {
    await symlink('../main', at('state/cache'));
    await symlink('../main', at('slot/out'));
    const writable = [at('state'), at('state/cache'), at('slot/out')];
    const terrain = await survey({ writable });
    deepEqual(terrain.writable, [at('slot'), at('state')]);
    deepEqual(terrain.links, []);
  });

  it('is none without a worktree', async () => {
    await rejects(survey({ worktree: at('none') }), (error) => isSwarmError(error, 'environment'));
  });
});

describe('the folders that a program gets empty', () => {
  it('are the temporary ones, wherever they are', async () => {
    await layOut(['own', 'run', 'home']);
    const env = { HOME: at('home'), TMPDIR: at('own'), XDG_RUNTIME_DIR: at('run'), SCREENDIR: 'x' };
    const folders = await emptiedFolders(env, []);
    // Whatever is below it, be it the home.
    const temporary = await realpath('/tmp');
    deepEqual(
      [temporary, at('own'), at('run')].filter((path) => !folders.includes(path)),
      [],
    );
  });

  it('are neither the home, nor all there is, nor what is writable anyway', async () => {
    await layOut(['home/own', 'state/own']);
    const env = { HOME: at('home'), TMPDIR: at('home'), XDG_RUNTIME_DIR: '/', SCREENDIR: at() };
    const folders = await emptiedFolders({ ...env, TMUX_TMPDIR: at('state/own') }, [at('state')]);
    const wrong = ['/', at('home'), at(), at('state/own')];
    deepEqual(
      wrong.filter((path) => folders.includes(path)),
      [],
    );
  });
});
