import assert from 'node:assert/strict';
import {
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import { shareFolders } from '../../../src/core/git/sharedFolders.ts';
import { takeSnapshot } from '../../../src/core/git/snapshot.ts';
import { treeOfWorktree } from '../../../src/core/git/taskCommit.ts';
import type { WorktreeSlot } from '../../../src/core/git/worktreeSlot.ts';
import { WorktreeSlots } from '../../../src/core/git/worktreeSlots.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

describe('shareFolders', () => {
  let project: TemporaryRepository;
  let repository: Repository;
  let slot: WorktreeSlot;

  async function claim(): Promise<void> {
    const { commit } = await takeSnapshot(repository, { message: 'base' });
    const root = join(project.folder, 'slots');
    slot = await new WorktreeSlots(repository, root).claim(join(root, 'w1'), commit);
  }

  beforeEach(async () => {
    project = await temporaryRepository({
      'package.json': '{"workspaces":["packages/*"]}',
      'packages/one/package.json': '{"name":"one"}',
      'packages/one/index.js': 'export {};\n',
    });
    await project.write('node_modules/.package-lock.json', '{"a":1}');
    await project.write('node_modules/dep/index.js', 'dep\n');
    await project.write('node_modules/.cache/tool', 'cache\n');
    await project.write('packages/one/node_modules/inner/index.js', 'inner\n');
    repository = await openRepository(project.root);
    await claim();
  });

  afterEach(() => project.remove());

  function inSlot(file: string): string {
    return join(slot.path, file);
  }

  it('brings dependencies of the root and of each package, which are no part of a task', async () => {
    const { folders } = await shareFolders(repository, slot);
    assert.deepEqual(
      folders.map(({ path }) => path),
      ['node_modules', 'packages/one/node_modules'],
    );
    assert.equal(await readFile(inSlot('node_modules/dep/index.js'), 'utf8'), 'dep\n');
    const inner = inSlot('packages/one/node_modules/inner/index.js');
    assert.equal(await readFile(inner, 'utf8'), 'inner\n');
    const tree = (await project.hand.revparse([`${slot.commit}^{tree}`])).trim();
    assert.equal(await treeOfWorktree(slot, slot.commit), tree);
  });

  it('shares no caches and no records of installing, which are written in place', async () => {
    await shareFolders(repository, slot);
    assert.deepEqual((await readdir(inSlot('node_modules'))).toSorted(), [
      '.package-lock.json',
      'dep',
    ]);
    await writeFile(inSlot('node_modules/.package-lock.json'), 'by the agent');
    assert.equal(await project.read('node_modules/.package-lock.json'), '{"a":1}');
  });

  it('leads links between packages to those of the slot', async () => {
    await project.link('node_modules/one', '../packages/one');
    await project.link('node_modules/two', project.path('packages/one'));
    await project.link('node_modules/@scope/outside', '../../../elsewhere');
    await mkdir(join(project.folder, 'elsewhere'));
    await shareFolders(repository, slot);
    for (const name of ['one', 'two']) {
      assert.equal(await realpath(inSlot(`node_modules/${name}`)), inSlot('packages/one'));
    }
    assert.equal(await readlink(inSlot('node_modules/one')), '../packages/one');
    const outside = await realpath(inSlot('node_modules/@scope/outside'));
    assert.equal(outside, join(project.folder, 'elsewhere'));
  });

  it('keeps them when a slot is recycled, and brings them again after an install', async () => {
    await shareFolders(repository, slot);
    const { ino } = await stat(inSlot('node_modules'));
    await claim();
    const again = await shareFolders(repository, slot);
    assert.ok(again.folders.every(({ how }) => how === 'kept'));
    assert.equal((await stat(inSlot('node_modules'))).ino, ino);
    await project.write('node_modules/new/index.js', 'new\n');
    await rm(project.path('node_modules/.package-lock.json'));
    await project.write('node_modules/.package-lock.json', '{"a":2}');
    await rm(project.path('packages/one/node_modules'), { recursive: true });
    const { folders } = await shareFolders(repository, slot);
    assert.equal(folders.length, 1);
    assert.equal(await readFile(inSlot('node_modules/new/index.js'), 'utf8'), 'new\n');
    assert.deepEqual(await readdir(inSlot('packages/one')), ['index.js', 'package.json']);
  });

  it('brings them anew when a kill left half of them', async () => {
    const controller = new AbortController();
    const sharing = shareFolders(repository, slot, controller.signal);
    controller.abort();
    await assert.rejects(sharing, (error) => isSwarmError(error, 'cancelled'));
    await mkdir(inSlot('node_modules'), { recursive: true });
    await shareFolders(repository, slot);
    assert.equal(await readFile(inSlot('node_modules/dep/index.js'), 'utf8'), 'dep\n');
  });

  it('links to where the working tree itself links to', async () => {
    await rename(project.path('node_modules'), join(project.folder, 'store'));
    await project.link('node_modules', '../store');
    const { folders } = await shareFolders(repository, slot);
    assert.equal(folders[0]?.how, 'symlink');
    assert.equal(await readlink(inSlot('node_modules')), join(project.folder, 'store'));
    await claim();
    assert.equal(await readlink(inSlot('node_modules')), join(project.folder, 'store'));
    await new WorktreeSlots(repository, join(project.folder, 'slots')).removeAll();
    assert.deepEqual(await readdir(join(project.folder, 'store/dep')), ['index.js']);
  });

  it('links Python environments of the root', async () => {
    await project.write('.gitignore', '.venv/\n');
    await project.write('.venv/pyvenv.cfg', 'home = x\n');
    await claim();
    await shareFolders(repository, slot);
    assert.equal(await readlink(inSlot('.venv')), project.path('.venv'));
    await claim();
    assert.equal(await readlink(inSlot('.venv')), project.path('.venv'));
    const tree = (await project.hand.revparse([`${slot.commit}^{tree}`])).trim();
    assert.equal(await treeOfWorktree(slot, slot.commit), tree);
  });

  it('leaves dependencies alone that are in the commit', async () => {
    await project.write('node_modules/dep/index.js', 'committed\n');
    await project.hand.raw(['add', '-f', 'node_modules/dep']);
    await claim();
    const { folders } = await shareFolders(repository, slot);
    assert.deepEqual(
      folders.map(({ path }) => path),
      ['packages/one/node_modules'],
    );
    assert.equal(await readFile(inSlot('node_modules/dep/index.js'), 'utf8'), 'committed\n');
  });

  it('copies ignored files that .worktreeinclude names, and no others', async () => {
    await project.write('.gitignore', '.env*\nsecret\nnode_modules\n');
    await project.write('.worktreeinclude', '.env\nnested/\n!nested/.env.not\n');
    await project.write('.env', 'A=1\n', 0o600);
    await project.write('secret', 'no\n');
    await project.write('nested/.env.local', 'B=1\n');
    await project.write('node_modules/dep/.env', 'no\n');
    await claim();
    const { files } = await shareFolders(repository, slot);
    assert.deepEqual(files, ['.env', 'nested/.env.local']);
    assert.equal((await stat(inSlot('.env'))).mode & 0o777, 0o600);
    await writeFile(inSlot('.env'), 'by the agent\n');
    assert.equal(await project.read('.env'), 'A=1\n');
    await rm(project.path('nested/.env.local'));
    await shareFolders(repository, slot);
    assert.equal(await readFile(inSlot('.env'), 'utf8'), 'A=1\n');
    await assert.rejects(stat(inSlot('nested/.env.local')));
  });
});
