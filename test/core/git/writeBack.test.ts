import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import {
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  utimes,
} from 'node:fs/promises';
import { join } from 'node:path';
import { type RunProcess, runProcess } from '../../../src/core/base/runProcess.ts';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { applyTree } from '../../../src/core/git/applyTree.ts';
import { treeOf } from '../../../src/core/git/gitObjects.ts';
import { treeWithHunks } from '../../../src/core/git/hunks.ts';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import { snapshotTree, takeSnapshot } from '../../../src/core/git/snapshot.ts';
import { type MergedTrees, mergeTrees } from '../../../src/core/git/threeWayMerge.ts';
import { listMerges } from '../../../src/core/git/undo.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

describe('applyTree', () => {
  let project: TemporaryRepository;
  let repository: Repository;

  beforeEach(async () => {
    project = await temporaryRepository({
      'a.txt': 'one\n',
      'b.txt': 'two\n',
      '.gitignore': 'out\n',
    });
    repository = await openRepository(project.root);
  });

  afterEach(() => project.remove());

  /** The tree that the working tree would have after `edit`, which is taken back. */
  async function treeAfter(edit: () => Promise<unknown>): Promise<string> {
    const before = await snapshotTree(repository);
    await edit();
    const tree = await snapshotTree(repository);
    await project.hand.raw(['read-tree', '--reset', '-u', before]);
    await project.hand.raw(['clean', '-fdq']);
    return tree;
  }

  async function apply(to: string, mergeId = 'm1'): Promise<string[]> {
    const from = await takeSnapshot(repository, { message: 'now' });
    return applyTree(repository, { mergeId, from, to, message: 'merge' });
  }

  function treeNow(): Promise<string> {
    return snapshotTree(repository);
  }

  it('writes edits, new files, deletions, executable bits, links and odd names', async () => {
    const to = await treeAfter(async () => {
      await project.write('a.txt', 'edited\n');
      await rm(project.path('b.txt'));
      await project.write('-deep folder/ä\nb "c"/new', 'new\n');
      await project.write('tool', 'run\n', 0o755);
      await project.link('link', 'a.txt');
    });
    const paths = await apply(to);
    assert.equal(paths.length, 5);
    assert.equal(await treeNow(), to);
    assert.equal(await project.read('a.txt'), 'edited\n');
    assert.equal(await readlink(project.path('link')), 'a.txt');
    assert.equal((await stat(project.path('tool'))).mode & 0o111, 0o111);
    const left = (await readdir(project.root, { recursive: true })).filter((name) =>
      name.includes('.tmp'),
    );
    assert.deepEqual(left, []);
  });

  it('leaves the index, HEAD and files that do not differ alone', async () => {
    const to = await treeAfter(() => project.write('a.txt', 'edited\n'));
    const index = await readFile(project.path('.git/index'));
    const { mtimeMs } = await stat(project.path('b.txt'));
    await apply(to);
    assert.deepEqual(await readFile(project.path('.git/index')), index);
    assert.equal((await stat(project.path('b.txt'))).mtimeMs, mtimeMs);
    assert.equal(await project.hand.raw(['status', '--porcelain']), ' M a.txt\n');
  });

  it('keeps the permissions of a file, and changes the executable bits only when asked to', async () => {
    const to = await treeAfter(async () => {
      await project.write('a.txt', 'edited\n', 0o644);
      await project.write('b.txt', 'two\n', 0o755);
    });
    await project.write('a.txt', 'one\n', 0o600);
    await project.write('b.txt', 'two\n', 0o640);
    await apply(to);
    assert.equal((await stat(project.path('a.txt'))).mode & 0o777, 0o600);
    assert.equal((await stat(project.path('b.txt'))).mode & 0o777, 0o750);
  });

  it('swaps a file for a folder and a folder for a file', async () => {
    await project.write('folder/inner', 'inner\n');
    await project.commit();
    const to = await treeAfter(async () => {
      await rm(project.path('folder'), { recursive: true });
      await project.write('folder', 'now a file\n');
      await rm(project.path('a.txt'));
      await project.write('a.txt/inner', 'now a folder\n');
    });
    await apply(to);
    assert.equal(await treeNow(), to);
  });

  it('swaps a file for a link and a link for a folder, without writing through the link', async () => {
    await project.link('link', join(project.folder, 'elsewhere'));
    await mkdir(join(project.folder, 'elsewhere'));
    await project.commit();
    const to = await treeAfter(async () => {
      await rm(project.path('a.txt'));
      await project.link('a.txt', 'b.txt');
      await rm(project.path('link'));
      await project.write('link/new', 'new\n');
    });
    await apply(to);
    assert.equal(await treeNow(), to);
    assert.deepEqual(await readdir(join(project.folder, 'elsewhere')), []);
  });

  it('writes line ends as the settings and the attributes want them', async () => {
    await project.configure('[core]\nautocrlf = true\n');
    await project.write('.gitattributes', 'unix.txt eol=lf\ndos.txt eol=crlf\n');
    await project.write('auto.txt', 'one\r\n');
    await project.write('unix.txt', 'one\n');
    await project.write('dos.txt', 'one\r\n');
    await project.commit();
    const to = await treeAfter(async () => {
      await project.write('auto.txt', 'one\r\nmore\r\n');
      await project.write('unix.txt', 'one\nmore\n');
      await project.write('dos.txt', 'one\r\nmore\r\n');
    });
    await apply(to);
    assert.equal(await project.read('auto.txt'), 'one\r\nmore\r\n');
    assert.equal(await project.read('unix.txt'), 'one\nmore\n');
    assert.equal(await project.read('dos.txt'), 'one\r\nmore\r\n');
    assert.equal(await treeNow(), to);
  });

  it('takes files as they are that break the rules of .gitattributes', async () => {
    const moment = new Date('2020-01-01T00:00:00Z');
    await project.configure('[core]\ntrustctime = false\n');
    const writeAtMoment = async (content: string): Promise<void> => {
      await project.write('broken.txt', content);
      await utimes(project.path('broken.txt'), moment, moment);
    };
    await writeAtMoment('one\r\n');
    await project.commit();
    await project.write('.gitattributes', '*.txt text\n');
    await project.write('broken.txt', 'one\r\nmore\r\n');
    const to = await treeNow();
    await writeAtMoment('one\r\n');
    const from = await takeSnapshot(repository, { message: 'now' });
    assert.equal(await project.show(from.commit, 'broken.txt'), 'one\r\n');
    await applyTree(repository, { mergeId: 'm1', from, to, message: 'merge' });
    assert.equal(await project.read('broken.txt'), 'one\nmore\n');
  });

  it('writes files that a sparse checkout leaves out, once the user has them', async () => {
    await project.write('in/file', 'in\n');
    await project.write('outside/file', 'outside\n');
    await project.commit();
    await project.hand.raw(['sparse-checkout', 'set', 'in']);
    await project.write('outside/file', 'edited\n');
    const to = await treeNow();
    await project.write('outside/file', 'outside\n');
    await apply(to);
    assert.equal(await project.read('outside/file'), 'edited\n');
  });

  describe('with what the user has edited since the fix began', () => {
    const lines = (edits: Readonly<Record<number, string>> = {}): string =>
      Array.from({ length: 9 }, (_value, line) => `${edits[line] ?? line}\r\n`).join('');
    let base: string;
    let fix: string;

    beforeEach(async () => {
      await project.configure('[core]\nautocrlf = true\n');
      await project.write('a.txt', lines());
      base = await project.commit();
      fix = await treeAfter(() => project.write('a.txt', lines({ 1: 'fix', 7: 'fix' })));
    });

    async function merge(theirs: string): Promise<MergedTrees> {
      const from = await takeSnapshot(repository, { message: 'now' });
      const merged = await mergeTrees(repository.git, { base, ours: from.tree, theirs });
      if (merged.clean) {
        const merge = { mergeId: 'm1', from, to: merged.tree, message: 'merge' };
        await applyTree(repository, merge);
      }
      return merged;
    }

    it('joins both when other lines were edited', async () => {
      await project.write('a.txt', lines({ 4: 'mine' }));
      assert.ok((await merge(fix)).clean);
      assert.equal(await project.read('a.txt'), lines({ 1: 'fix', 4: 'mine', 7: 'fix' }));
    });

    it('writes nothing when the same line was edited, but takes the hunks that fit', async () => {
      await project.write('a.txt', lines({ 1: 'mine' }));
      assert.deepEqual(await merge(fix), { clean: false, conflicts: ['a.txt'] });
      assert.equal(await project.read('a.txt'), lines({ 1: 'mine' }));
      const second = await treeWithHunks(repository, base, fix, [{ path: 'a.txt', hunks: [1] }]);
      assert.ok((await merge(second)).clean);
      assert.equal(await project.read('a.txt'), lines({ 1: 'mine', 7: 'fix' }));
    });
  });

  async function assertRefused(to: string, edit: () => Promise<unknown>): Promise<void> {
    const from = await takeSnapshot(repository, { message: 'now' });
    await edit();
    const before = await treeNow();
    const merge = applyTree(repository, { mergeId: 'm1', from, to, message: 'merge' });
    await assert.rejects(merge, (error) => isSwarmError(error, 'conflict'));
    assert.equal(await treeNow(), before);
    assert.deepEqual(await listMerges(repository.git), []);
  }

  it('writes nothing when one of the files was edited since the snapshot', async () => {
    const to = await treeAfter(async () => {
      await project.write('a.txt', 'edited\n');
      await project.write('b.txt', 'edited\n');
    });
    await assertRefused(to, () => project.write('b.txt', 'by the user\n'));
    assert.equal(await project.read('a.txt'), 'one\n');
  });

  it('writes nothing when one of the files was removed, or became executable, or a link', async () => {
    const to = await treeAfter(() => project.write('b.txt', 'edited\n'));
    await assertRefused(to, () => rm(project.path('b.txt')));
    await project.write('b.txt', 'two\n');
    await assertRefused(to, () => project.write('b.txt', 'two\n', 0o755));
    await rm(project.path('b.txt'));
    await project.write('b.txt', 'two\n');
    await assertRefused(to, async () => {
      await rm(project.path('b.txt'));
      await project.link('b.txt', 'a.txt');
    });
  });

  it('never overwrites a file that is ignored or not in the snapshot', async () => {
    await project.write('out', 'mine\n');
    const id = (await project.hand.revparse(['HEAD:a.txt'])).trim();
    await project.hand.raw(['update-index', '--add', '--cacheinfo', `100644,${id},out`]);
    const to = (await project.hand.raw(['write-tree'])).trim();
    await project.hand.raw(['read-tree', 'HEAD']);
    await assertRefused(to, async () => undefined);
    assert.equal(await project.read('out'), 'mine\n');

    const withNew = await treeAfter(() => project.write('new.txt', 'fix\n'));
    await assertRefused(withNew, () => project.write('new.txt', 'mine\n'));
    assert.equal(await project.read('new.txt'), 'mine\n');
  });

  it('never writes through a folder that became a link', async () => {
    await project.write('folder/inner', 'inner\n');
    await project.commit();
    const to = await treeAfter(async () => {
      await project.write('a.txt', 'edited\n');
      await project.write('folder/inner', 'edited\n');
      await project.write('folder/new', 'new\n');
    });
    const elsewhere = join(project.folder, 'elsewhere');
    await assertRefused(to, async () => {
      await rename(project.path('folder'), elsewhere);
      await symlink(elsewhere, project.path('folder'));
    });
    assert.equal(await readFile(join(elsewhere, 'inner'), 'utf8'), 'inner\n');
    assert.deepEqual(await readdir(elsewhere), ['inner']);
    assert.ok((await lstat(project.path('folder'))).isSymbolicLink());
  });

  it('puts everything back when a file cannot be written in the middle', async () => {
    await project.write('z/last', 'last\n');
    await project.commit();
    const to = await treeAfter(async () => {
      await project.write('a.txt', 'edited\n');
      await rm(project.path('b.txt'));
      await project.write('new/file', 'new\n');
      await rm(project.path('z'), { recursive: true });
      await project.write('z', 'a file now\n');
    });
    // An ignored file keeps the folder from going, so the file cannot take its place.
    await project.write('z/out', 'mine\n');
    const before = await treeNow();
    await assert.rejects(apply(to));
    assert.equal(await treeNow(), before);
    assert.equal(await project.read('z/out'), 'mine\n');
    assert.deepEqual(await readdir(project.root), ['.git', '.gitignore', 'a.txt', 'b.txt', 'z']);
    assert.deepEqual(await listMerges(repository.git), []);
  });

  it('puts everything back when a file is edited after it was looked at', async () => {
    await project.write('.gitattributes', '*.txt text eol=crlf\n');
    await project.write('z.txt', 'line ends that make git look closer\n');
    await project.commit();
    const to = await treeAfter(async () => {
      await project.write('a.txt', 'edited\n');
      await project.write('b.txt', 'edited\n');
      await project.write('z.txt', 'edited\n');
    });
    await project.write('z.txt', 'line ends that make git look closer\n');
    const from = await takeSnapshot(repository, { message: 'now' });
    const before = await project.read('a.txt');
    const run: RunProcess = async (request) => {
      const isLookingCloser = request.args?.some((word) => word === '--path=z.txt') ?? false;
      if (isLookingCloser) await project.write('b.txt', 'by the user\n');
      return runProcess(request);
    };
    const watched = await openRepository(project.root, run);
    const merge = applyTree(watched, { mergeId: 'm1', from, to, message: 'merge' });
    await assert.rejects(merge, /b\.txt was edited meanwhile; everything is as it was/);
    assert.equal(await project.read('a.txt'), before);
    assert.equal(await project.read('b.txt'), 'by the user\n');
    assert.deepEqual(await listMerges(repository.git), []);
  });

  it('names what it could not put back, and can still be undone', async () => {
    const to = await treeAfter(async () => {
      await project.write('a.txt', 'edited\n');
      await project.write('b.txt', 'edited\n');
    });
    const from = await takeSnapshot(repository, { message: 'now' });
    const { signal } = new AbortController();
    Object.defineProperty(signal, 'aborted', {
      get: () => {
        if (readFileSync(project.path('a.txt'), 'utf8') !== 'edited\n') return false;
        writeFileSync(project.path('a.txt'), 'edited\nby the user\n');
        return true;
      },
    });
    const merge = applyTree(repository, { mergeId: 'm1', from, to, message: 'merge', signal });
    await assert.rejects(merge, /Not put back: a\.txt/);
    assert.equal(await project.read('a.txt'), 'edited\nby the user\n');
    assert.equal(await project.read('b.txt'), 'two\n');
    assert.equal((await listMerges(repository.git)).length, 1);
  });

  it('puts everything back when it is cancelled', async () => {
    const to = await treeAfter(() => project.write('a.txt', 'edited\n'));
    const from = await takeSnapshot(repository, { message: 'now' });
    const controller = new AbortController();
    const merge = applyTree(repository, {
      mergeId: 'm1',
      from,
      to,
      message: 'merge',
      signal: controller.signal,
    });
    controller.abort();
    await assert.rejects(merge, (error) => isSwarmError(error, 'cancelled'));
    assert.equal(await project.read('a.txt'), 'one\n');
  });

  it('refuses to move a submodule', async () => {
    const tree = await treeOf(repository.git, 'HEAD');
    const head = (await project.hand.revparse(['HEAD'])).trim();
    await project.hand.raw(['update-index', '--add', '--cacheinfo', `160000,${head},lib`]);
    const to = (await project.hand.raw(['write-tree'])).trim();
    await project.hand.raw(['read-tree', tree]);
    await assertRefused(to, async () => undefined);
  });

  it('refuses a merge of a name that is taken', async () => {
    await apply(await treeAfter(() => project.write('a.txt', 'edited\n')));
    const other = await treeAfter(() => project.write('b.txt', 'edited\n'));
    await assert.rejects(apply(other, 'm1'), (error) => isSwarmError(error, 'git'));
    assert.equal(await project.read('b.txt'), 'two\n');
    assert.equal((await listMerges(repository.git)).length, 1);
  });
});
