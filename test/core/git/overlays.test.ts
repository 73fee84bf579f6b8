import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Overlays } from '../../../src/core/git/overlays.ts';
import { openRepository } from '../../../src/core/git/repository.ts';
import { takeSnapshot } from '../../../src/core/git/snapshot.ts';
import {
  repositoryIn,
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

function overlaysOf(texts: Readonly<Record<string, string | Buffer>>): Overlays {
  return new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]));
}

describe('a snapshot with unsaved texts', () => {
  let project: TemporaryRepository;

  beforeEach(async () => {
    project = await temporaryRepository({
      'a.txt': 'one\n',
      'b.txt': 'two\n',
      'src/c.txt': 'three\n',
      '.gitignore': 'out\n*.log\n',
    });
  });

  afterEach(() => project.remove());

  async function snapshot(texts: Readonly<Record<string, string | Buffer>>): Promise<string> {
    const repository = await openRepository(project.root);
    const overlays = overlaysOf(texts);
    return (await takeSnapshot(repository, { message: 'unsaved', overlays })).commit;
  }

  const normal = ['.gitignore', 'a.txt', 'b.txt', 'src/c.txt'].map((path) => `100644 ${path}`);

  it('has them in place of what is on the disk, and writes nothing there', async () => {
    await project.write('a.txt', 'saved\n');
    const index = await readFile(project.path('.git/index'));
    const commit = await snapshot({ 'a.txt': 'unsaved\n', 'src/c.txt': '' });
    assert.equal(await project.show(commit, 'a.txt'), 'unsaved\n');
    assert.equal(await project.show(commit, 'src/c.txt'), '');
    assert.equal(await project.show(commit, 'b.txt'), 'two\n');
    assert.equal(await project.read('a.txt'), 'saved\n');
    assert.deepEqual(await readFile(project.path('.git/index')), index);
    assert.deepEqual(await readdir(project.path('.git/swarm-autofix')), []);
  });

  it('has new files too, in folders that are not there yet, and files that were deleted', async () => {
    await rm(project.path('b.txt'));
    await project.write('new.txt', 'saved\n');
    const commit = await snapshot({
      'b.txt': 'still open\n',
      'new.txt': 'unsaved\n',
      'far/away/ä -x': 'new\n',
    });
    assert.equal(await project.show(commit, 'b.txt'), 'still open\n');
    assert.equal(await project.show(commit, 'new.txt'), 'unsaved\n');
    assert.equal(await project.show(commit, 'far/away/ä -x'), 'new\n');
  });

  it('keeps a file executable', async () => {
    await project.write('tool.sh', 'run\n', 0o755);
    const commit = await snapshot({ 'tool.sh': 'walk\n' });
    assert.ok((await project.listing(commit)).includes('100755 tool.sh'));
    assert.equal(await project.show(commit, 'tool.sh'), 'walk\n');
  });

  it('leaves out what is ignored, outside, in the git directory, or packages', async () => {
    const commit = await snapshot({
      'out/x': 'no\n',
      'x.log': 'no\n',
      '../x': 'no\n',
      '/etc/x': 'no\n',
      'src/../x': 'no\n',
      '.git/config': 'no\n',
      'src/.git/config': 'no\n',
      'node_modules/x/index.js': 'no\n',
      '.venv/x.py': 'no\n',
      '': 'no\n',
    });
    assert.deepEqual(await project.listing(commit), normal);
  });

  it('leaves out what is behind a link or in the place of something else', async () => {
    await mkdir(join(project.folder, 'elsewhere'));
    await symlink(join(project.folder, 'elsewhere'), project.path('link'));
    const commit = await snapshot({
      'link/x': 'no\n',
      link: 'no\n',
      'a.txt/x': 'no\n',
      src: 'no\n',
    });
    assert.deepEqual(await project.listing(commit), [
      ...normal.slice(0, 3),
      '120000 link',
      ...normal.slice(3),
    ]);
  });

  it('leaves out what is in a repository inside this one', async () => {
    await project.write('inner/file', 'x\n');
    await repositoryIn(project.folder, project.path('inner')).hand.init();
    const commit = await snapshot({ 'inner/file': 'no\n', 'inner/deep/new': 'no\n' });
    assert.deepEqual(await project.listing(commit), normal);
  });

  it('takes an ignored file that is tracked', async () => {
    await project.write('kept.log', 'saved\n');
    await project.hand.raw(['add', '-f', 'kept.log']);
    const commit = await snapshot({ 'kept.log': 'unsaved\n' });
    assert.equal(await project.show(commit, 'kept.log'), 'unsaved\n');
  });

  it('converts line ends as saving and adding would', async () => {
    // In the repository with CRLF from the time before the setting: git leaves such a file as it is.
    await project.write('old.txt', 'one\r\ntwo\r\n');
    await project.commit();
    await project.configure('[core]\nautocrlf = true\n');
    await project.write('.gitattributes', 'raw/*.txt -text\n');
    const commit = await snapshot({
      'a.txt': 'one\r\nmore\r\n',
      'old.txt': 'one\r\nTWO\r\n',
      'raw/x.txt': 'raw\r\n',
    });
    assert.equal(await project.show(commit, 'a.txt'), 'one\nmore\n');
    assert.equal(await project.show(commit, 'old.txt'), 'one\r\nTWO\r\n');
    assert.equal(await project.show(commit, 'raw/x.txt'), 'raw\r\n');
  });

  it('obeys unsaved attributes, and converts encodings', async () => {
    const text = Buffer.from('\uFEFFgrün\n', 'utf16le');
    const commit = await snapshot({
      '.gitattributes': '*.u16 working-tree-encoding=UTF-16LE-BOM eol=lf\n',
      'x.u16': text,
    });
    assert.equal(await project.show(commit, 'x.u16'), 'grün\n');
  });

  it('works in a linked worktree, and before the first commit', async () => {
    await project.hand.raw(['worktree', 'add', '-q', '../linked', '-b', 'linked']);
    const linked = await openRepository(join(project.folder, 'linked'));
    const overlays = overlaysOf({ 'a.txt': 'unsaved\n' });
    const { commit } = await takeSnapshot(linked, { message: 'unsaved', overlays });
    assert.equal(await project.show(commit, 'a.txt'), 'unsaved\n');
    const empty = await temporaryRepository();
    try {
      const repository = await openRepository(empty.root);
      const first = await takeSnapshot(repository, { message: 'unsaved', overlays });
      assert.deepEqual(await empty.listing(first.commit), ['100644 a.txt']);
    } finally {
      await empty.remove();
    }
  });

  it('has an unsaved text of a file that a sparse checkout leaves out', async () => {
    await project.write('in/file', 'in\n');
    await project.write('outside/file', 'outside\n');
    await project.commit();
    await project.hand.raw(['sparse-checkout', 'set', 'in']);
    const commit = await snapshot({ 'outside/file': 'unsaved\n' });
    assert.equal(await project.show(commit, 'outside/file'), 'unsaved\n');
  });
});
