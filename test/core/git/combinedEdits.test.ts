import assert from 'node:assert/strict';
import { combineEdits, type TreeEdits } from '../../../src/core/git/combinedEdits.ts';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import { snapshotTree, takeSnapshot } from '../../../src/core/git/snapshot.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

describe('combineEdits', () => {
  let project: TemporaryRepository;
  let repository: Repository;
  let base: string;

  beforeEach(async () => {
    project = await temporaryRepository({ 'a.txt': 'a\n', 'b.txt': 'b\n', 'lib/c.txt': 'c\n' });
    repository = await openRepository(project.root);
    base = (await takeSnapshot(repository, { message: 'base' })).commit;
  });

  afterEach(() => project.remove());

  async function edits(work: () => Promise<unknown>): Promise<TreeEdits> {
    await work();
    const commit = await snapshotTree(repository);
    await project.hand.raw(['reset', '-q', '--hard']);
    await project.hand.raw(['clean', '-fdq']);
    return { parent: base, commit };
  }

  it('puts edits, new files and deletions of several together', async () => {
    const all = [
      await edits(() => project.write('a.txt', 'mended\n')),
      await edits(() => project.hand.raw(['rm', '-q', 'b.txt'])),
      await edits(() => project.write('new/d.txt', 'd\n', 0o755)),
    ];
    const combined = await combineEdits(repository.git, all);
    assert.ok(combined);
    assert.equal(combined.parent, base);
    assert.deepEqual(await project.listing(combined.tree), [
      '100644 a.txt',
      '100644 lib/c.txt',
      '100755 new/d.txt',
    ]);
    assert.equal(await project.show(combined.tree, 'a.txt'), 'mended\n');
  });

  it('swaps a file for a folder', async () => {
    const swap = await edits(async () => {
      await project.hand.raw(['rm', '-q', 'a.txt']);
      await project.write('a.txt/inside', 'inside\n');
    });
    const other = await edits(() => project.write('b.txt', 'mended\n'));
    const combined = await combineEdits(repository.git, [swap, other]);
    assert.deepEqual(await project.listing(combined?.tree ?? ''), [
      '100644 a.txt/inside',
      '100644 b.txt',
      '100644 lib/c.txt',
    ]);
  });

  it('leaves it to a merge when two edit one file, even on different lines', async () => {
    const first = await edits(() => project.write('a.txt', 'first\na\n'));
    const second = await edits(() => project.write('a.txt', 'a\nlast\n'));
    assert.equal(await combineEdits(repository.git, [first, second]), undefined);
  });

  it('leaves it to a merge when one makes a file where another makes a folder', async () => {
    const file = await edits(() => project.write('new', 'file\n'));
    const folder = await edits(() => project.write('new/deep/d.txt', 'd\n'));
    assert.equal(await combineEdits(repository.git, [file, folder]), undefined);
    assert.equal(await combineEdits(repository.git, [folder, file]), undefined);
  });

  it('leaves it to a merge when they were made on different commits', async () => {
    const first = await edits(() => project.write('a.txt', 'first\n'));
    const second = await edits(() => project.write('b.txt', 'second\n'));
    const elsewhere = { ...second, parent: await project.commit() };
    assert.equal(await combineEdits(repository.git, [first, elsewhere]), undefined);
  });
});
