import assert from 'node:assert/strict';
import { forecastCollisions } from '../../../src/core/git/forecast.ts';
import { commitTree } from '../../../src/core/git/gitObjects.ts';
import { buildTrain, type TrainCandidate } from '../../../src/core/git/mergeTrain.ts';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import { snapshotTree, takeSnapshot } from '../../../src/core/git/snapshot.ts';
import { mergeTrees } from '../../../src/core/git/threeWayMerge.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

function text(edits: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: 9 }, (_value, line) => `${edits[line] ?? line}\n`).join('');
}

describe('merging in memory', () => {
  let project: TemporaryRepository;
  let repository: Repository;
  let base: string;

  beforeEach(async () => {
    project = await temporaryRepository({ 'a.txt': text(), 'b.txt': text() });
    repository = await openRepository(project.root);
    base = (await takeSnapshot(repository, { message: 'base' })).commit;
  });

  afterEach(() => project.remove());

  async function treeWith(files: Readonly<Record<string, string>>): Promise<string> {
    for (const [file, content] of Object.entries(files)) await project.write(file, content);
    const tree = await snapshotTree(repository);
    await project.hand.raw(['reset', '-q', '--hard']);
    await project.hand.raw(['clean', '-fdq']);
    return tree;
  }

  async function task(
    taskId: string,
    files: Readonly<Record<string, string>>,
  ): Promise<TrainCandidate> {
    const tree = await treeWith(files);
    const commit = await commitTree(repository.git, { tree, parents: [base], message: taskId });
    return { taskId, parent: base, commit };
  }

  describe('mergeTrees', () => {
    it('joins edits of one file on other lines', async () => {
      const ours = await treeWith({ 'a.txt': text({ 1: 'mine' }) });
      const theirs = await treeWith({ 'a.txt': text({ 7: 'fix' }), 'new.txt': 'new\n' });
      const merged = await mergeTrees(repository.git, { base, ours, theirs });
      assert.ok(merged.clean);
      assert.equal(await project.show(merged.tree, 'a.txt'), text({ 1: 'mine', 7: 'fix' }));
      assert.equal(await project.show(merged.tree, 'new.txt'), 'new\n');
    });

    it('names the files of which the same line was edited', async () => {
      const name = 'ä b\n"c"';
      const ours = await treeWith({ 'a.txt': text({ 5: 'mine' }), [name]: 'mine\n' });
      const theirs = await treeWith({ 'a.txt': text({ 5: 'fix' }), [name]: 'fix\n' });
      assert.deepEqual(await mergeTrees(repository.git, { base, ours, theirs }), {
        clean: false,
        conflicts: ['a.txt', name],
      });
    });

    it('counts from the base that is given, not from one in the history', async () => {
      const first = await treeWith({ 'a.txt': text({ 1: 'first' }) });
      const second = await treeWith({ 'a.txt': text({ 1: 'first', 7: 'second' }) });
      const sides = { base: first, ours: base, theirs: second };
      const merged = await mergeTrees(repository.git, sides);
      assert.ok(merged.clean);
      assert.equal(await project.show(merged.tree, 'a.txt'), text({ 7: 'second' }));
    });

    it('has nothing to do when both did the same, or one did nothing', async () => {
      const edited = await treeWith({ 'a.txt': text({ 1: 'same' }) });
      for (const [ours, theirs] of [
        [edited, edited],
        [base, edited],
        [edited, base],
      ] as const) {
        const merged = await mergeTrees(repository.git, { base, ours, theirs });
        assert.deepEqual(merged, { clean: true, tree: edited });
      }
    });

    it('fails, and calls it no conflict, when a tree is missing', async () => {
      const sides = { base, ours: base, theirs: '1'.repeat(40) };
      await assert.rejects(mergeTrees(repository.git, sides), /git/);
    });
  });

  describe('buildTrain', () => {
    it('takes in what fits on what is in already, and tells what does not', async () => {
      const ours = await treeWith({ 'b.txt': text({ 1: 'mine' }) });
      const candidates = [
        await task('t1', { 'a.txt': text({ 1: 'one' }) }),
        await task('t2', { 'a.txt': text({ 1: 'two' }) }),
        await task('t3', { 'a.txt': text({ 7: 'three' }), 'c.txt': 'new\n' }),
        await task('t4', { 'b.txt': text({ 1: 'four' }) }),
      ];
      const train = await buildTrain(repository.git, ours, candidates);
      assert.deepEqual(train.merged, ['t1', 't3']);
      assert.deepEqual(train.conflicted, [
        { taskId: 't2', files: ['a.txt'] },
        { taskId: 't4', files: ['b.txt'] },
      ]);
      assert.equal(await project.show(train.tree, 'a.txt'), text({ 1: 'one', 7: 'three' }));
      assert.equal(await project.show(train.tree, 'b.txt'), text({ 1: 'mine' }));
    });
  });

  describe('forecastCollisions', () => {
    it('names the pairs of which only one can be merged', async () => {
      const candidates = [
        await task('t1', { 'a.txt': text({ 1: 'one' }), 'b.txt': text({ 1: 'one' }) }),
        await task('t2', { 'a.txt': text({ 7: 'two' }) }),
        await task('t3', { 'a.txt': text({ 1: 'three' }), 'b.txt': text({ 1: 'three' }) }),
        await task('t4', { 'new/file': 'new\n' }),
        await task('t5', { new: 'a file\n' }),
      ];
      assert.deepEqual(await forecastCollisions(repository.git, candidates), [
        { first: 't1', second: 't3', files: ['a.txt', 'b.txt'] },
        { first: 't4', second: 't5', files: ['new'] },
      ]);
    });

    it('looks at tasks that have no history in common, for want of a first commit', async () => {
      const first = await task('t1', { 'a.txt': text({ 1: 'one' }) });
      const tree = await treeWith({ 'a.txt': text({ 1: 'two' }) });
      const root = await commitTree(repository.git, { tree: base, parents: [], message: 'root' });
      const commit = await commitTree(repository.git, { tree, parents: [root], message: 't2' });
      const candidates = [first, { taskId: 't2', parent: root, commit }];
      assert.deepEqual(await forecastCollisions(repository.git, candidates), [
        { first: 't1', second: 't2', files: ['a.txt'] },
      ]);
    });

    it('has nothing to say of tasks that share no file', async () => {
      const candidates = [
        await task('t1', { 'a.txt': text({ 1: 'one' }) }),
        await task('t2', { 'b.txt': text({ 1: 'two' }) }),
      ];
      assert.deepEqual(await forecastCollisions(repository.git, candidates), []);
    });
  });
});
