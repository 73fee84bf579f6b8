import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import { takeSnapshot } from '../../../src/core/git/snapshot.ts';
import { taskRef } from '../../../src/core/git/swarmRefs.ts';
import { commitTask, treeOfWorktree } from '../../../src/core/git/taskCommit.ts';
import type { WorktreeSlot } from '../../../src/core/git/worktreeSlot.ts';
import { WorktreeSlots } from '../../../src/core/git/worktreeSlots.ts';
import {
  repositoryIn,
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

describe('commitTask', () => {
  let project: TemporaryRepository;
  let repository: Repository;
  let slot: WorktreeSlot;
  let inSlot: TemporaryRepository;

  async function claim(): Promise<void> {
    const { commit } = await takeSnapshot(repository, { message: 'base' });
    const root = join(project.folder, 'slots');
    slot = await new WorktreeSlots(repository, root).claim(join(root, 'w1'), commit);
    inSlot = repositoryIn(project.folder, slot.path);
  }

  beforeEach(async () => {
    project = await temporaryRepository({
      'a.txt': 'one\n',
      'b.txt': 'two\n',
      '.gitignore': 'out\n',
    });
    repository = await openRepository(project.root);
    await claim();
  });

  afterEach(() => project.remove());

  async function git(...args: string[]): Promise<string> {
    return (await promisify(execFile)('git', args, { cwd: slot.path })).stdout.trim();
  }

  function commit(): Promise<string | null> {
    const ref = taskRef('r1', 't01');
    return commitTask(slot, { parent: slot.commit, message: 'fix', ref });
  }

  async function changes(sha: string | null): Promise<string> {
    return project.hand.raw(['diff-tree', '-r', '--name-status', slot.commit, sha ?? '']);
  }

  it('keeps edits, new files and deletions under the ref of the task', async () => {
    await inSlot.write('a.txt', 'edited\n');
    await inSlot.write('new.txt', 'new\n');
    await rm(inSlot.path('b.txt'));
    await inSlot.write('out', 'ignored\n');
    await inSlot.write('node_modules/x', 'no\n');
    await symlink('/nowhere', inSlot.path('.venv'));
    const sha = await commit();
    assert.equal(await changes(sha), 'M\ta.txt\nD\tb.txt\nA\tnew.txt\n');
    assert.equal((await project.hand.revparse(['refs/swarm/r1/t01'])).trim(), sha);
    assert.equal((await project.hand.revparse([`${sha}^`])).trim(), slot.commit);
  });

  it('makes nothing when nothing was edited', async () => {
    assert.equal(await commit(), null);
    assert.equal(await project.hand.raw(['for-each-ref', 'refs/swarm']), '');
  });

  it('counts the content, whatever the agent did with git', async () => {
    await inSlot.write('a.txt', 'edited\n');
    await git('update-index', '--assume-unchanged', 'a.txt');
    await git('update-index', '--skip-worktree', 'b.txt');
    await inSlot.write('b.txt', 'edited\n');
    await inSlot.write('committed.txt', 'new\n');
    await git('add', 'committed.txt');
    await git('commit', '-q', '-m', 'by the agent');
    await git('checkout', '-q', '--orphan', 'elsewhere');
    await git('rm', '-q', '--cached', '-r', '.');
    await writeFile(join(slot.gitDirectory, 'index.lock'), '');
    assert.equal(await changes(await commit()), 'M\ta.txt\nM\tb.txt\nA\tcommitted.txt\n');
  });

  it('finds its repository when the agent made another one in its place', async () => {
    await rm(inSlot.path('.git'));
    await git('init', '-q');
    await inSlot.write('a.txt', 'edited\n');
    await inSlot.write('inner/x', 'x\n');
    await promisify(execFile)('git', ['init', '-q', 'inner'], { cwd: slot.path });
    assert.equal(await changes(await commit()), 'M\ta.txt\n');
  });

  it('commits a tree that is given, and a second part on top of the first', async () => {
    await inSlot.write('a.txt', 'edited\n');
    const first = await treeOfWorktree(slot, slot.commit);
    await inSlot.write('b.txt', 'edited\n');
    const verified = await commitTask(slot, {
      tree: first,
      parent: slot.commit,
      message: 'verified part',
      ref: taskRef('r1', 't01'),
    });
    const proposed = await commitTask(slot, {
      parent: verified ?? '',
      message: 'proposed part',
      ref: taskRef('r1', 't01-proposed'),
    });
    assert.equal(await changes(verified), 'M\ta.txt\n');
    const second = await project.hand.raw([
      'diff-tree',
      '-r',
      '--name-status',
      verified ?? '',
      proposed ?? '',
    ]);
    assert.equal(second, 'M\tb.txt\n');
  });

  it('does not count files that git rewrites by its own rules, nor submodules', async () => {
    await project.write('broken.txt', 'one\r\n');
    await project.commit();
    const other = await temporaryRepository({ 'lib.txt': 'lib\n' });
    try {
      await project.addSubmodule(other, 'lib');
      await project.write('.gitattributes', '*.txt text\n');
      await claim();
      await inSlot.write('broken.txt', 'one\r\n');
      await rm(inSlot.path('lib'), { recursive: true });
      await inSlot.write('a.txt', 'edited\n');
      assert.equal(await changes(await commit()), 'M\ta.txt\n');
    } finally {
      await other.remove();
    }
  });

  it('keeps what a sparse checkout leaves out', async () => {
    await project.write('outside/file', 'outside\n');
    await project.write('inside/file', 'inside\n');
    await project.commit();
    await project.hand.raw(['sparse-checkout', 'set', 'inside']);
    await claim();
    await inSlot.write('inside/file', 'edited\n');
    assert.equal(await changes(await commit()), 'M\tinside/file\n');
  });

  it('refuses names that do not fit into a ref', () => {
    for (const name of ['', '../x', 'a/b', '-x', 'a..b', 'x.lock', 'base', 'a b']) {
      assert.throws(() => taskRef('r1', name), /cannot be the name of a task/);
    }
    assert.throws(() => taskRef('undo', 't01'), /cannot be the name of a run/);
  });
});
