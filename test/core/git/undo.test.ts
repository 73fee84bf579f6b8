import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { applyTree } from '../../../src/core/git/applyTree.ts';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import { snapshotTree, takeSnapshot } from '../../../src/core/git/snapshot.ts';
import { listMerges, undoMerge } from '../../../src/core/git/undo.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

const applier = join(import.meta.dirname, '../../support/applyInProcess.ts');
const lines = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

function text(edits: Readonly<Record<string, string>> = {}): string {
  return lines.map((line) => `${edits[line] ?? line}\n`).join('');
}

describe('undoMerge', () => {
  let project: TemporaryRepository;
  let repository: Repository;

  beforeEach(async () => {
    project = await temporaryRepository({ 'a.txt': text(), 'b.txt': text(), 'c.txt': text() });
    repository = await openRepository(project.root);
  });

  afterEach(() => project.remove());

  function treeNow(): Promise<string> {
    return snapshotTree(repository);
  }

  /** Merges what `edit` does to the working tree. */
  async function merge(mergeId: string, edit: () => Promise<unknown>): Promise<void> {
    const from = await takeSnapshot(repository, { message: 'before' });
    await edit();
    const to = await treeNow();
    await project.hand.raw(['read-tree', '--reset', '-u', from.commit]);
    await project.hand.raw(['clean', '-fdq']);
    await applyTree(repository, { mergeId, from, to, message: `merge ${mergeId}` });
  }

  it('takes back edits, new files and deletions', async () => {
    const before = await treeNow();
    await merge('m1', async () => {
      await project.write('a.txt', text({ 5: 'fix' }));
      await project.write('new/file', 'new\n');
      await rm(project.path('b.txt'));
    });
    assert.notEqual(await treeNow(), before);
    await undoMerge(repository, 'm1');
    assert.equal(await treeNow(), before);
    assert.deepEqual(await readdir(project.root), ['.git', 'a.txt', 'b.txt', 'c.txt']);
    assert.deepEqual(await listMerges(repository.git), []);
  });

  it('keeps what was edited since elsewhere in the same file', async () => {
    await merge('m1', () => project.write('a.txt', text({ 5: 'fix' })));
    await project.write('a.txt', text({ 5: 'fix', 9: 'mine' }));
    await project.write('c.txt', text({ 1: 'mine' }));
    await undoMerge(repository, 'm1');
    assert.equal(await project.read('a.txt'), text({ 9: 'mine' }));
    assert.equal(await project.read('c.txt'), text({ 1: 'mine' }));
  });

  it('refuses when merged lines were edited since, names the file and changes nothing', async () => {
    await merge('m1', async () => {
      await project.write('a.txt', text({ 5: 'fix' }));
      await project.write('b.txt', text({ 5: 'fix' }));
    });
    await project.write('b.txt', text({ 5: 'fix, and mine' }));
    const before = await treeNow();
    await assert.rejects(undoMerge(repository, 'm1'), (error: Error) => {
      assert.match(error.message, /b\.txt/);
      assert.doesNotMatch(error.message, /a\.txt/);
      return isSwarmError(error, 'conflict');
    });
    assert.equal(await treeNow(), before);
    assert.equal((await listMerges(repository.git)).length, 1);
  });

  it('takes merges back in any order, and lists the newest first', async () => {
    await merge('m1', () => project.write('a.txt', text({ 1: 'first' })));
    await merge('m2', () => project.write('a.txt', text({ 1: 'first', 9: 'second' })));
    const merges = await listMerges(repository.git);
    assert.deepEqual(
      merges.map(({ mergeId, message }) => `${mergeId}: ${message}`),
      ['m2: merge m2', 'm1: merge m1'],
    );
    await undoMerge(repository, 'm1');
    assert.equal(await project.read('a.txt'), text({ 9: 'second' }));
    await undoMerge(repository, 'm2');
    assert.equal(await project.read('a.txt'), text());
  });

  it('says so when there is no such merge', async () => {
    await assert.rejects(undoMerge(repository, 'm9'), (error) => isSwarmError(error, 'notFound'));
  });

  it('works when the merge, and then the undoing, was cut off in the middle', async () => {
    const before = await treeNow();
    await merge('m1', async () => {
      await project.write('a.txt', text({ 5: 'fix' }));
      await project.write('b.txt', text({ 5: 'fix' }));
      await rm(project.path('c.txt'));
      await project.write('d.txt', 'new\n');
    });
    await project.write('b.txt', text());
    await project.write('c.txt', text());
    await project.write('.d.txt.swarm-autofix.tmp', 'half');
    await undoMerge(repository, 'm1');
    assert.equal(await treeNow(), before);
    assert.deepEqual(await readdir(project.root), ['.git', 'a.txt', 'b.txt', 'c.txt']);
  });

  it('works after a kill while files are written', async () => {
    const names = Array.from({ length: 150 }, (_value, index) => `many/${index}.txt`);
    for (const name of names) await project.write(name, text());
    await project.commit();
    const before = await treeNow();
    for (const name of names) await project.write(name, text({ 5: 'fix' }));
    const to = await treeNow();
    await project.hand.raw(['reset', '-q', '--hard']);
    const child = spawn(process.execPath, [applier, project.root, to], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    while (child.exitCode === null && (await project.read('many/0.txt')) === text()) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    child.kill('SIGKILL');
    await ended;
    assert.notEqual(await treeNow(), before);
    await undoMerge(repository, 'm1');
    assert.equal(await treeNow(), before);
    const { stdout } = await promisify(execFile)('git', ['status', '--porcelain', '--ignored'], {
      cwd: project.root,
    });
    assert.equal(stdout, '');
  });
});
