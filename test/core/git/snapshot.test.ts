import assert from 'node:assert/strict';
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunProcess, runProcess } from '../../../src/core/base/runProcess.ts';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { openRepository } from '../../../src/core/git/repository.ts';
import { takeSnapshot } from '../../../src/core/git/snapshot.ts';
import {
  repositoryIn,
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

async function snapshotOf(project: TemporaryRepository): Promise<string> {
  const repository = await openRepository(project.root);
  return (await takeSnapshot(repository, { message: 'as it is' })).commit;
}

describe('takeSnapshot', () => {
  let project: TemporaryRepository;

  beforeEach(async () => {
    project = await temporaryRepository({
      'a.txt': 'one\n',
      'b.txt': 'two\n',
      '.gitignore': 'out\n',
    });
  });

  afterEach(() => project.remove());

  it('keeps edits, deletions and new files, but not what is ignored', async () => {
    await project.write('a.txt', 'edited\n');
    await rm(project.path('b.txt'));
    await project.write('new folder/ä -x\nfile', 'new\n');
    await project.write('-dash', 'dash\n');
    await project.write('tool.sh', 'run\n', 0o755);
    await project.link('link', 'a.txt');
    await project.write('out/secret', 'no\n');
    await project.write('package/node_modules/x/index.js', 'no\n');
    const commit = await snapshotOf(project);
    assert.deepEqual(await project.listing(commit), [
      '100644 -dash',
      '100644 .gitignore',
      '100644 a.txt',
      '120000 link',
      '100644 new folder/ä -x\nfile',
      '100755 tool.sh',
    ]);
    assert.equal(await project.show(commit, 'a.txt'), 'edited\n');
    assert.equal(
      (await project.hand.revparse([`${commit}^`])).trim(),
      (await project.hand.revparse(['HEAD'])).trim(),
    );
  });

  it('leaves the index file as it was, to the byte and to the time', async () => {
    await project.write('staged.txt', 'staged\n');
    await project.hand.add('staged.txt');
    await project.write('a.txt', 'edited\n');
    const index = project.path('.git/index');
    const before = [await readFile(index), (await stat(index, { bigint: true })).mtimeNs];
    await snapshotOf(project);
    assert.deepEqual(
      [await readFile(index), (await stat(index, { bigint: true })).mtimeNs],
      before,
    );
    const left = await project.hand.raw(['status', '--porcelain']);
    assert.equal(left, ' M a.txt\nA  staged.txt\n');
  });

  it('sees an edit that only the content gives away', async () => {
    // All within one tick of the clock: same length, same times, and an index no older than that.
    const moment = new Date('2020-01-01T00:00:00Z');
    await project.configure('[core]\ntrustctime = false\n');
    await utimes(project.path('a.txt'), moment, moment);
    await project.hand.raw(['update-index', '--refresh']);
    await utimes(project.path('.git/index'), moment, moment);
    await project.write('a.txt', 'two\n');
    await utimes(project.path('a.txt'), moment, moment);
    assert.equal(await project.show(await snapshotOf(project), 'a.txt'), 'two\n');
  });

  it('keeps dependency folders that are tracked', async () => {
    await project.write('node_modules/kept/index.js', 'old\n');
    await project.commit();
    await project.write('node_modules/kept/index.js', 'edited\n');
    await project.write('node_modules/other/index.js', 'no\n');
    const commit = await snapshotOf(project);
    assert.equal(await project.show(commit, 'node_modules/kept/index.js'), 'edited\n');
    assert.ok(!(await project.listing(commit)).some((line) => line.includes('other')));
  });

  it('works before the first commit, with and without files', async () => {
    const empty = await temporaryRepository();
    try {
      assert.deepEqual(await empty.listing(await snapshotOf(empty)), []);
      await empty.write('a.txt', 'first\n');
      const commit = await snapshotOf(empty);
      assert.deepEqual(await empty.listing(commit), ['100644 a.txt']);
      assert.equal(await empty.hand.raw(['rev-list', '--count', commit]), '1\n');
    } finally {
      await empty.remove();
    }
  });

  it('works in a linked worktree with the files of that worktree', async () => {
    await project.hand.raw(['worktree', 'add', '-q', '../linked', '-b', 'linked']);
    const linked = repositoryIn(project.folder, join(project.folder, 'linked'));
    await linked.write('a.txt', 'in the linked one\n');
    const commit = await snapshotOf(linked);
    assert.equal(await project.show(commit, 'a.txt'), 'in the linked one\n');
  });

  it('keeps files that a sparse checkout leaves out, and edits of those it has', async () => {
    await project.write('in/file', 'in\n');
    await project.write('outside/file', 'outside\n');
    await project.write('outside/back', 'outside\n');
    await project.commit();
    await project.hand.raw(['sparse-checkout', 'set', 'in']);
    await project.write('in/file', 'edited\n');
    await project.write('outside/new', 'new\n');
    await project.write('outside/back', 'edited\n');
    const commit = await snapshotOf(project);
    const files = await project.listing(commit);
    assert.ok(files.includes('100644 outside/file') && files.includes('100644 outside/new'));
    assert.equal(await project.show(commit, 'in/file'), 'edited\n');
    assert.equal(await project.show(commit, 'outside/back'), 'edited\n');
  });

  it('keeps files that were only announced with intent-to-add', async () => {
    await project.write('announced', 'text\n');
    await project.hand.raw(['add', '--intent-to-add', 'announced']);
    const commit = await snapshotOf(project);
    assert.equal(await project.show(commit, 'announced'), 'text\n');
  });

  it('reads a split index, leaves its shared part alone and makes no other', async () => {
    await project.configure('[core]\nsplitIndex = true\n');
    await project.hand.raw(['update-index', '--split-index']);
    await project.write('a.txt', 'edited\n');
    const sharedParts = async (): Promise<string[]> =>
      (await readdir(project.path('.git'))).filter((name) => name.startsWith('sharedindex'));
    const before = await sharedParts();
    assert.equal(before.length, 1);
    assert.equal(await project.show(await snapshotOf(project), 'a.txt'), 'edited\n');
    assert.deepEqual(await sharedParts(), before);
    assert.equal(await project.hand.raw(['status', '--porcelain']), ' M a.txt\n');
  });

  it('leaves out repositories inside this one', async () => {
    await project.write('inner/repository/file', 'x\n');
    await repositoryIn(project.folder, project.path('inner/repository')).hand.init();
    await project.write('inner/own', 'own\n');
    const files = await project.listing(await snapshotOf(project));
    assert.deepEqual(
      files.filter((line) => line.includes('inner')),
      ['100644 inner/own'],
    );
  });

  it('keeps a submodule at the commit that is checked out', async () => {
    const other = await temporaryRepository({ 'lib.txt': 'lib\n' });
    try {
      await project.addSubmodule(other, 'lib');
      const files = await project.listing(await snapshotOf(project));
      assert.ok(files.includes('160000 lib'));
    } finally {
      await other.remove();
    }
  });

  describe('while somebody writes', () => {
    /** Removes the new file between git's listing it and reading it, the first `times` times. */
    async function snapshotWhileItGoes(times: number): Promise<string> {
      await project.write('new.txt', 'new\n');
      let left = times;
      const run: RunProcess = async (request) => {
        if (left > 0 && request.args?.includes('update-index')) {
          await rm(project.path('new.txt'));
          left -= 1;
        }
        const result = await runProcess(request);
        if (left > 0) await project.write('new.txt', 'new\n');
        return result;
      };
      const repository = await openRepository(project.root, run);
      return (await takeSnapshot(repository, { message: 'as it is' })).commit;
    }

    afterEach(async () => {
      assert.deepEqual(await readdir(project.path('.git/swarm-autofix')), []);
    });

    it('tries again when a file goes away under its hands', async () => {
      const files = await project.listing(await snapshotWhileItGoes(1));
      assert.deepEqual(files, ['100644 .gitignore', '100644 a.txt', '100644 b.txt']);
    });

    it('says which file it was when that does not help, and leaves nothing behind', async () => {
      await assert.rejects(snapshotWhileItGoes(2), (error: Error) => {
        assert.match(error.message, /^No snapshot .*new\.txt.* try again\.$/);
        return isSwarmError(error, 'git');
      });
    });
  });

  it('leaves the temporary index of another process alone', async () => {
    await project.write('.git/swarm-autofix/index-of-another', '');
    await snapshotOf(project);
    assert.deepEqual(await readdir(project.path('.git/swarm-autofix')), ['index-of-another']);
  });
});
