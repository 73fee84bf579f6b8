import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { changedFiles, patchBetween } from '../../../src/core/git/diff.ts';
import { listHunks, treeWithHunks } from '../../../src/core/git/hunks.ts';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import { seededRandom } from '../../support/seededRandom.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

describe('what a fix changes', () => {
  let project: TemporaryRepository;
  let repository: Repository;

  beforeEach(async () => {
    project = await temporaryRepository({});
    repository = await openRepository(project.root);
  });

  afterEach(() => project.remove());

  /** Commits the one content, then the other. */
  async function twoCommits(before: string | Buffer, after: string | Buffer) {
    await project.write('file', before);
    const base = await project.commit();
    await project.write('file', after);
    return { base, fix: await project.commit() };
  }

  it('lists files with their kind of change, modes and lines', async () => {
    await project.write('a.txt', 'one\ntwo\n');
    await project.write('gone.txt', 'gone\n');
    await project.write('binary', Buffer.from([0, 1, 2]));
    const base = await project.commit();
    await project.write('a.txt', 'one\nzwei\ndrei\n', 0o755);
    await rm(project.path('gone.txt'));
    await project.write('binary', Buffer.from([0, 1, 3]));
    await project.write('tab\tä "new"', 'new\n');
    const fix = await project.commit();
    const files = await changedFiles(repository.git, base, fix);
    assert.deepEqual(
      files.map((file) => [
        file.path,
        file.status,
        file.before?.mode,
        file.after?.mode,
        file.isBinary,
        file.added,
        file.removed,
      ]),
      [
        ['a.txt', 'modified', '100644', '100755', false, 2, 1],
        ['binary', 'modified', '100644', '100644', true, 0, 0],
        ['gone.txt', 'deleted', '100644', undefined, false, 0, 1],
        ['tab\tä "new"', 'added', undefined, '100644', false, 1, 0],
      ],
    );
  });

  it('prints a patch that git can apply, of all files or of some', async () => {
    await project.configure('[diff]\nnoprefix = true\nmnemonicPrefix = true\nexternal = false\n');
    await project.write('binary', Buffer.from([0, 1, 2]));
    await project.write('[a]', 'one\n');
    await project.write('a', 'one\n');
    const base = await project.commit();
    await project.write('binary', Buffer.from([0, 1, 3]));
    await project.write('[a]', 'eins\n');
    await project.write('a', Buffer.from([0xe4, 0x0a]));
    const fix = await project.commit();
    await project.hand.raw(['checkout', '-q', base]);
    const patch = join(project.folder, 'fix.patch');
    await writeFile(patch, await patchBetween(repository.git, base, fix));
    await project.hand.raw(['apply', '--index', patch]);
    const tree = (await project.hand.raw(['write-tree'])).trim();
    assert.equal(tree, (await project.hand.revparse([`${fix}^{tree}`])).trim());
    const one = await patchBetween(repository.git, base, fix, { paths: ['[a]'], color: true });
    assert.ok(one.includes('\u001b['));
    assert.match(one.toString(), /eins/);
    assert.equal(one.toString().match(/diff --git/g)?.length, 1);
  });

  it('tells the separate changes of a file', async () => {
    const { base, fix } = await twoCommits('1\n2\n3\n4\n5\n', '0\n1\n2\n4\nfünf\n');
    assert.deepEqual(await listHunks(repository.git, base, fix, 'file'), [
      { index: 0, oldStart: 0, oldLines: 0, newStart: 1, newLines: 1, text: '+0\n' },
      { index: 1, oldStart: 3, oldLines: 1, newStart: 3, newLines: 0, text: '-3\n' },
      { index: 2, oldStart: 5, oldLines: 1, newStart: 5, newLines: 1, text: '-5\n+fünf\n' },
    ]);
  });

  it('takes some of the changes of a file, exactly where they were made', async () => {
    const block = 'same\nsame\nsame\nsame\n';
    const { base, fix } = await twoCommits(
      `${block}x\n${block}x\n${block}x\n${block}ende ü`,
      `${block}${block}y\n${block}x\nz\n${block}ende ü\n`,
    );
    const all = await listHunks(repository.git, base, fix, 'file');
    const select = async (hunks: number[]): Promise<string> => {
      const tree = await treeWithHunks(repository, base, fix, [{ path: 'file', hunks }]);
      return project.show(tree, 'file');
    };
    assert.equal(all.length, 4);
    assert.equal(await select([1]), `${block}x\n${block}y\n${block}x\n${block}ende ü`);
    assert.equal(await select([2]), `${block}x\n${block}x\n${block}x\nz\n${block}ende ü`);
    assert.equal(await select([0, 3]), `${block}${block}x\n${block}x\n${block}ende ü\n`);
    assert.equal(await select([0, 1, 2, 3]), await project.show(fix, 'file'));
    assert.equal(await select([]), await project.show(base, 'file'));
  });

  it('composes any choice so that the rest of the changes makes it whole', async () => {
    const random = seededRandom(7);
    const lines = (): string[] =>
      Array.from({ length: 12 }, () => `${Math.floor(random() * 3)}\r\n`);
    for (let round = 0; round < 6; round += 1) {
      const { base, fix } = await twoCommits(
        `${round}\n${lines().join('')}`,
        `${round}\n${lines().join('')}`,
      );
      const all = await listHunks(repository.git, base, fix, 'file');
      const chosen = all.map(({ index }) => index).filter(() => random() < 0.5);
      const part = await treeWithHunks(repository, base, fix, [{ path: 'file', hunks: chosen }]);
      const left = await listHunks(repository.git, part, fix, 'file');
      const whole = await treeWithHunks(
        repository,
        part,
        fix,
        [{ path: 'file', hunks: left.map(({ index }) => index) }].filter(() => left.length > 0),
      );
      assert.equal(await project.show(whole, 'file'), await project.show(fix, 'file'));
    }
  });

  it('takes some files, also new and deleted ones, and leaves the others', async () => {
    await project.write('a', 'a\n');
    await project.write('b', 'b\n');
    await project.write('gone', 'gone\n');
    const base = await project.commit();
    await project.write('a', 'edited\n');
    await project.write('b', 'edited\n');
    await project.write('new', 'new\n');
    await rm(project.path('gone'));
    const fix = await project.commit();
    const tree = await treeWithHunks(repository, base, fix, [
      { path: 'a' },
      { path: 'new', hunks: [0] },
      { path: 'gone' },
    ]);
    const { stdout } = await promisify(execFile)(
      'git',
      ['diff-tree', '--name-status', base, tree],
      {
        cwd: project.root,
      },
    );
    assert.equal(stdout, 'M\ta\nD\tgone\nA\tnew\n');
  });

  it('refuses files and hunks that the fix does not have', async () => {
    const { base, fix } = await twoCommits('1\n', '2\n');
    for (const selection of [{ path: 'other' }, { path: 'file', hunks: [1] }]) {
      await assert.rejects(treeWithHunks(repository, base, fix, [selection]), (error) =>
        isSwarmError(error, 'usage'),
      );
    }
  });
});
