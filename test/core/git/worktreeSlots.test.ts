import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { killTree } from '../../../src/core/base/killTree.ts';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import { takeSnapshot } from '../../../src/core/git/snapshot.ts';
import { checkOut, type WorktreeSlot } from '../../../src/core/git/worktreeSlot.ts';
import { WorktreeSlots } from '../../../src/core/git/worktreeSlots.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

const execute = promisify(execFile);
const claimer = join(import.meta.dirname, '../../support/claimInProcess.ts');

describe('WorktreeSlots', () => {
  let project: TemporaryRepository;
  let repository: Repository;
  let slotsRoot: string;
  let slots: WorktreeSlots;
  let slotPath: string;
  let base: string;

  beforeEach(async () => {
    project = await temporaryRepository({
      'a.txt': 'one\n',
      'folder/b.txt': 'two\n',
      '.gitignore': 'out\n',
    });
    repository = await openRepository(project.root);
    slotsRoot = join(project.folder, 'slots');
    slots = new WorktreeSlots(repository, slotsRoot);
    slotPath = join(slotsRoot, 'w1');
    base = (await takeSnapshot(repository, { message: 'base' })).commit;
  });

  afterEach(() => project.remove());

  async function assertFresh(slot: WorktreeSlot): Promise<void> {
    const { stdout } = await execute('git', ['status'], { cwd: slot.path });
    assert.match(
      stdout,
      /^Not currently on any branch\.\nnothing to commit, working tree clean\n$/,
    );
    assert.equal(await readFile(join(slot.path, 'a.txt'), 'utf8'), 'one\n');
  }

  it('checks out the snapshot, uncommitted and new files included', async () => {
    await project.write('a.txt', 'edited\n');
    await project.write('new.txt', 'new\n');
    const { commit } = await takeSnapshot(repository, { message: 'base' });
    const slot = await slots.claim(slotPath, commit);
    assert.equal(await readFile(join(slot.path, 'a.txt'), 'utf8'), 'edited\n');
    assert.equal(await readFile(join(slot.path, 'new.txt'), 'utf8'), 'new\n');
    assert.deepEqual(await slots.list(), [slotPath]);
  });

  it('works when the repository has no commit yet', async () => {
    const empty = await temporaryRepository();
    try {
      await empty.write('a.txt', 'one\n');
      const young = await openRepository(empty.root);
      const { commit } = await takeSnapshot(young, { message: 'base' });
      await assertFresh(
        await new WorktreeSlots(young, join(empty.folder, 's')).claim(
          join(empty.folder, 's/w'),
          commit,
        ),
      );
    } finally {
      await empty.remove();
    }
  });

  it('recycles a slot: edits, new files and commits are gone, ignored files stay', async () => {
    const first = await slots.claim(slotPath, base);
    const { ino } = await stat(slotPath);
    await writeFile(join(first.path, 'a.txt'), 'agent\n');
    await rm(join(first.path, 'folder'), { recursive: true });
    await mkdir(join(first.path, 'out'));
    await mkdir(join(first.path, 'node_modules'));
    await writeFile(join(first.path, 'out/cache'), 'kept\n');
    await writeFile(join(first.path, 'node_modules/kept'), 'kept\n');
    await writeFile(join(first.path, 'stray'), 'stray\n');
    await execute('git', ['commit', '-qam', 'by the agent'], { cwd: first.path });
    const again = await slots.claim(slotPath, base);
    assert.equal((await stat(slotPath)).ino, ino);
    assert.deepEqual((await readdir(again.path)).toSorted(), [
      '.git',
      '.gitignore',
      'a.txt',
      'folder',
      'node_modules',
      'out',
    ]);
    assert.equal(await readFile(join(again.path, 'a.txt'), 'utf8'), 'one\n');
  });

  const damages: Readonly<Record<string, (slot: WorktreeSlot) => Promise<unknown>>> = {
    'its folder is gone': (slot) => rm(slot.path, { recursive: true }),
    'its .git file is gone': (slot) => rm(join(slot.path, '.git')),
    'its .git file points elsewhere': (slot) =>
      writeFile(join(slot.path, '.git'), `gitdir: ${project.root}/.git\n`),
    'it was made a repository of its own': async (slot) => {
      await rm(join(slot.path, '.git'));
      await execute('git', ['init', '-q'], { cwd: slot.path });
    },
    'its git directory is gone': (slot) => rm(slot.gitDirectory, { recursive: true }),
    'its common directory is not named': (slot) => rm(join(slot.gitDirectory, 'commondir')),
    'its HEAD is empty': (slot) => writeFile(join(slot.gitDirectory, 'HEAD'), ''),
    'its HEAD names nothing': (slot) =>
      writeFile(join(slot.gitDirectory, 'HEAD'), `${'1'.repeat(40)}\n`),
    'its HEAD is on a branch': (slot) =>
      execute('git', ['checkout', '-q', '-b', 'agent'], { cwd: slot.path }),
    'its index is half written': (slot) => writeFile(join(slot.gitDirectory, 'index'), 'DIRC'),
    'its index is locked': (slot) => writeFile(join(slot.gitDirectory, 'index.lock'), ''),
    'it is in the middle of a rebase': (slot) => mkdir(join(slot.gitDirectory, 'rebase-merge')),
    'it is in the middle of a merge': (slot) =>
      writeFile(join(slot.gitDirectory, 'MERGE_HEAD'), `${base}\n`),
    'it is locked': (slot) =>
      execute('git', ['worktree', 'lock', slot.path], { cwd: project.root }),
    'it is a file': async (slot) => {
      await rm(slot.path, { recursive: true });
      await writeFile(slot.path, 'file');
    },
    'it is a link to the working tree': async (slot) => {
      await rm(slot.path, { recursive: true });
      await symlink(project.root, slot.path);
    },
  };

  it('makes a slot anew when it is damaged, in whatever way', async () => {
    const branches = await project.hand.raw(['for-each-ref', 'refs/heads/main']);
    for (const [damage, inflict] of Object.entries(damages)) {
      await inflict(await slots.claim(slotPath, base));
      await assert.doesNotReject(slots.claim(slotPath, base).then(assertFresh), damage);
      assert.deepEqual(await slots.list(), [slotPath], damage);
    }
    assert.equal(await project.read('a.txt'), 'one\n');
    assert.equal(await project.hand.raw(['for-each-ref', 'refs/heads/main']), branches);
  });

  it('never moves a branch, also when the agent checked one out', async () => {
    await project.hand.raw(['branch', 'feature']);
    await project.write('a.txt', 'edited\n');
    const { commit } = await takeSnapshot(repository, { message: 'edited' });
    const slot = await slots.claim(slotPath, commit);
    const feature = await project.hand.revparse(['feature']);
    await execute('git', ['checkout', '-q', 'feature'], { cwd: slot.path });
    await writeFile(join(slot.gitDirectory, 'index.lock'), '');
    await checkOut(slot);
    assert.equal(await readFile(join(slot.path, 'a.txt'), 'utf8'), 'edited\n');
    await execute('git', ['checkout', '-q', 'feature'], { cwd: slot.path });
    await slots.claim(slotPath, commit);
    assert.equal(await project.hand.revparse(['feature']), feature);
  });

  it('recovers from a worktree whose making was killed', async () => {
    const marker = join(project.folder, 'started');
    await project.configure(`[filter "slow"]\nsmudge = "touch '${marker}'; sleep 60"\n`);
    await project.write('.gitattributes', 'a.txt filter=slow\n');
    const commit = await project.commit();
    const args = ['worktree', 'add', '--detach', slotPath, commit];
    const child = spawn('git', args, { cwd: project.root, detached: true, stdio: 'ignore' });
    while ((await stat(marker).catch(() => undefined)) === undefined) await setImmediateOnce();
    killTree(child.pid ?? 0);
    await once(child, 'exit');
    assert.match(await readFile(project.path('.git/worktrees/w1/locked'), 'utf8'), /initializing/);
    await assertFresh(await slots.claim(slotPath, base));
  });

  it('never touches a path that is not below the root of the slots', async () => {
    await mkdir(slotsRoot);
    await symlink(project.folder, join(slotsRoot, 'way-out'));
    const outside = ['', '..', '../project', '../elsewhere/w1', 'way-out/project', 'way-out/w2'];
    for (const way of outside) {
      await assert.rejects(slots.claim(join(slotsRoot, way), base), (error) =>
        isSwarmError(error, 'usage'),
      );
    }
    assert.equal(await project.read('a.txt'), 'one\n');
  });

  it('says so when the commit is unknown', async () => {
    await assert.rejects(slots.claim(slotPath, '1'.repeat(40)), (error) =>
      isSwarmError(error, 'notFound'),
    );
  });

  it('leaves submodules empty, and they do not count as deleted', async () => {
    const other = await temporaryRepository({ 'lib.txt': 'lib\n' });
    try {
      await project.addSubmodule(other, 'lib');
      const { commit } = await takeSnapshot(repository, { message: 'base' });
      await slots.claim(slotPath, commit);
      const slot = await slots.claim(slotPath, commit);
      await assertFresh(slot);
      assert.deepEqual(await readdir(join(slot.path, 'lib')), []);
      await slots.remove(slotPath);
      assert.deepEqual(await slots.list(), []);
    } finally {
      await other.remove();
    }
  });

  it('is as sparse as the working tree, and leaves the shared configuration alone', async () => {
    await project.hand.raw(['sparse-checkout', 'set', 'folder']);
    const configuration = await readFile(project.path('.git/config'), 'utf8');
    const { commit } = await takeSnapshot(repository, { message: 'base' });
    const slot = await slots.claim(slotPath, commit);
    assert.deepEqual((await readdir(slot.path)).toSorted(), [
      '.git',
      '.gitignore',
      'a.txt',
      'folder',
    ]);
    await project.hand.raw(['sparse-checkout', 'set', '--no-cone', '/folder/']);
    const { commit: narrower } = await takeSnapshot(repository, { message: 'base' });
    const again = await slots.claim(slotPath, narrower);
    assert.deepEqual((await readdir(again.path)).toSorted(), ['.git', 'folder']);
    assert.equal(await readFile(project.path('.git/config'), 'utf8'), configuration);
  });

  it('takes files as they are that break the rules of .gitattributes', async () => {
    await project.write('broken.txt', 'one\r\ntwo\r\n');
    await project.commit();
    await project.write('.gitattributes', '*.txt text eol=crlf\n');
    await project.hand.add('.gitattributes');
    await project.hand.commit('rules');
    const commit = (await project.hand.revparse(['HEAD'])).trim();
    for (let round = 0; round < 3; round += 1) {
      const slot = await slots.claim(slotPath, commit);
      assert.equal(await readFile(join(slot.path, 'broken.txt'), 'utf8'), 'one\r\ntwo\r\n');
    }
  });

  it('makes and recycles eight at once, round after round', async () => {
    const paths = Array.from({ length: 8 }, (_value, index) => join(slotsRoot, `w${index}`));
    for (let round = 0; round < 3; round += 1) {
      const claimed = await Promise.all(paths.map((path) => slots.claim(path, base)));
      assert.equal(claimed.length, 8);
      await Promise.all(paths.slice(0, 4).map((path) => slots.remove(path)));
    }
    assert.equal((await slots.list()).length, 4);
  });

  it('lets two processes claim at once, also the same slot', async () => {
    const run = (...names: string[]): Promise<unknown> =>
      execute(process.execPath, [
        claimer,
        project.root,
        slotsRoot,
        base,
        ...names.map((name) => join(slotsRoot, name)),
      ]);
    await Promise.all([run('w1', 'w2', 'w3'), run('w4', 'w5', 'w1')]);
    assert.equal((await slots.list()).length, 5);
    for (const name of ['w1', 'w2', 'w3', 'w4', 'w5']) {
      const status = await execute('git', ['status', '--porcelain'], {
        cwd: join(slotsRoot, name),
      });
      assert.equal(status.stdout, '');
    }
  });

  it('removes all of its own, known to git or not, and nothing else', async () => {
    await project.hand.raw(['worktree', 'add', '-q', '../linked', '-b', 'linked']);
    await slots.claim(slotPath, base);
    const second = await slots.claim(join(slotsRoot, 'w2'), base);
    await rm(second.gitDirectory, { recursive: true });
    await mkdir(join(slotsRoot, 'foreign'));
    await slots.removeAll();
    assert.deepEqual(await readdir(slotsRoot), ['foreign']);
    const left = await project.hand.raw(['worktree', 'list', '--porcelain']);
    assert.equal(left.match(/^worktree /gm)?.length, 2);
  });

  it('remembers worktrees of the user whose disk is away', async () => {
    await project.hand.raw(['worktree', 'add', '-q', '../linked', '-b', 'linked']);
    await rm(join(project.folder, 'linked'), { recursive: true });
    await slots.claim(slotPath, base);
    await slots.removeAll();
    assert.match(await project.hand.raw(['worktree', 'list']), /linked/);
  });
});

function setImmediateOnce(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
