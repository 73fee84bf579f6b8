import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyTree } from '../../../src/core/git/applyTree.ts';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import { compareStates, readState } from '../../../src/core/git/repositoryState.ts';
import { takeSnapshot } from '../../../src/core/git/snapshot.ts';
import {
  baseRef,
  deleteRunRefs,
  listRunRefs,
  listRuns,
  taskRef,
  updateRef,
} from '../../../src/core/git/swarmRefs.ts';
import { commitTask } from '../../../src/core/git/taskCommit.ts';
import { mergeTrees } from '../../../src/core/git/threeWayMerge.ts';
import { undoMerge } from '../../../src/core/git/undo.ts';
import { WorktreeSlots } from '../../../src/core/git/worktreeSlots.ts';
import {
  repositoryIn,
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

describe('the state of the repository', () => {
  let project: TemporaryRepository;
  let repository: Repository;

  beforeEach(async () => {
    project = await temporaryRepository({ 'a.txt': 'one\n', 'b.txt': 'two\n', 'c.txt': 'three\n' });
    repository = await openRepository(project.root);
  });

  afterEach(() => project.remove());

  it('is the same after a snapshot, a claim, a task, a merge and its undoing', async () => {
    await project.write('b.txt', 'stashed\n');
    await project.hand.stash();
    await project.write('b.txt', 'staged\n');
    await project.hand.add('b.txt');
    await project.write('b.txt', 'edited\n');
    await project.write('untracked', 'mine\n');
    const before = await readState(repository, { withFiles: true });
    const index = await readFile(project.path('.git/index'));
    const stash = await readFile(project.path('.git/logs/refs/stash'));

    const base = await takeSnapshot(repository, { message: 'base' });
    await updateRef(repository.git, baseRef('r1'), base.commit, null);
    const slots = new WorktreeSlots(repository, join(project.folder, 'slots'));
    const slot = await slots.claim(join(project.folder, 'slots/w1'), base.commit);
    await repositoryIn(project.folder, slot.path).write('a.txt', 'fixed\n');
    const ref = taskRef('r1', 't01');
    const commit = await commitTask(slot, { parent: base.commit, message: 'fix', ref });
    const from = await takeSnapshot(repository, { message: 'now' });
    const sides = { base: base.commit, ours: from.tree, theirs: commit ?? '' };
    const merged = await mergeTrees(repository.git, sides);
    assert.ok(merged.clean);
    await applyTree(repository, { mergeId: 'm1', from, to: merged.tree, message: 'merge' });
    assert.equal(await project.read('a.txt'), 'fixed\n');
    const between = compareStates(before, await readState(repository, { withFiles: true }));
    assert.deepEqual(between, ['files of the working tree were changed']);
    await undoMerge(repository, 'm1');
    await slots.removeAll();

    assert.deepEqual(compareStates(before, await readState(repository, { withFiles: true })), []);
    assert.deepEqual(await readFile(project.path('.git/index')), index);
    assert.deepEqual(await readFile(project.path('.git/logs/refs/stash')), stash);
    assert.equal(await project.hand.raw(['status', '--porcelain']), 'MM b.txt\n?? untracked\n');
  });

  it('tells what somebody else did', async () => {
    const before = await readState(repository);
    await project.hand.raw(['branch', 'stray']);
    await project.write('a.txt', 'stashed\n');
    await project.hand.stash();
    await project.hand.raw(['tag', 'v1']);
    await project.configure('[some]\nsetting = 1\n');
    await project.hand.raw(['checkout', '-q', '-b', 'other']);
    const second = await project.commit();
    await project.write('staged.txt', 'staged\n');
    await project.hand.add('staged.txt');
    await project.hand.raw(['update-ref', 'refs/swarm/r1/base', second]);
    const lines = compareStates(before, await readState(repository));
    const words = lines.map((line) => line.replaceAll(/[0-9a-f]{10}/g, '…'));
    assert.deepEqual(words, [
      'refs/heads/other is new, at …',
      'refs/heads/stray is new, at …',
      'refs/stash is new, at …',
      'refs/tags/v1 is new, at …',
      'HEAD is on refs/heads/other, it was on refs/heads/main',
      'HEAD is at …, it was at …',
      'the index was changed',
      'the configuration was changed',
    ]);
    const after = await readState(repository);
    await project.hand.raw(['branch', '-D', 'stray']);
    const [line] = compareStates(after, await readState(repository));
    assert.match(line ?? '', /^refs\/heads\/stray is gone, it was at /);
  });

  it('keeps the refs of runs apart, and forgets those of one at once', async () => {
    const { git } = repository;
    const commit = (await project.hand.revparse(['HEAD'])).trim();
    for (const run of ['r1', 'r2']) {
      await updateRef(git, baseRef(run), commit, null);
      await updateRef(git, taskRef(run, 't01'), commit, null);
    }
    await assert.rejects(updateRef(git, baseRef('r1'), commit, null));
    await assert.rejects(updateRef(git, baseRef('r1'), commit, '1'.repeat(40)));
    await deleteRunRefs(git, 'r1');
    await deleteRunRefs(git, 'r1');
    assert.deepEqual(await listRuns(git), ['r2']);
    assert.deepEqual(
      (await listRunRefs(git, 'r2')).map(({ name }) => name),
      ['refs/swarm/r2/base', 'refs/swarm/r2/t01'],
    );
  });
});
