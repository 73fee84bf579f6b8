import assert from 'node:assert/strict';
import { rename, rm, stat } from 'node:fs/promises';
import { setExecutable } from '../../../src/core/git/executableBit.ts';
import { describeTreeChange, type FileEdit } from '../../../src/core/git/fileEdits.ts';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import { snapshotTree } from '../../../src/core/git/snapshot.ts';
import { writeTree } from '../../../src/core/git/writeBack.ts';
import { applyHunks } from '../../support/bufferWorkingCopy.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

describe('describeTreeChange', () => {
  let project: TemporaryRepository;
  let repository: Repository;

  beforeEach(async () => {
    project = await temporaryRepository({ 'a.txt': '1\n2\n3\n', 'b.txt': 'two\n' });
    repository = await openRepository(project.root);
  });

  afterEach(() => project.remove());

  /** What `edit` does to the working tree, by path. */
  async function edits(edit: () => Promise<unknown>): Promise<Map<string, FileEdit>> {
    const from = await snapshotTree(repository);
    await edit();
    const to = await snapshotTree(repository);
    const list = await describeTreeChange(repository.git, from, to);
    return new Map(list.map((one) => [one.path, one]));
  }

  async function textAfter(edit: FileEdit | undefined): Promise<string | undefined> {
    return (await edit?.after())?.toString();
  }

  it('gives the hunks of a text, and only of a text that was there and stays', async () => {
    const all = await edits(async () => {
      await project.write('a.txt', '1\ntwo\n3\n');
      await rm(project.path('b.txt'));
      await project.write('new/c.txt', 'new\n');
    });
    const [modified, deleted, added] = ['a.txt', 'b.txt', 'new/c.txt'].map((path) => all.get(path));
    assert.deepEqual([modified?.kind, modified?.mode], ['modified', '100644']);
    assert.equal(applyHunks('1\n2\n3\n', modified?.hunks ?? []), '1\ntwo\n3\n');
    assert.equal(await textAfter(modified), '1\ntwo\n3\n');
    assert.deepEqual(
      [deleted?.kind, deleted?.hunks, deleted?.mode],
      ['deleted', undefined, undefined],
    );
    assert.equal(await deleted?.after(), undefined);
    assert.deepEqual([added?.kind, added?.hunks], ['added', undefined]);
    assert.equal(await textAfter(added), 'new\n');
    assert.ok([...all.values()].every((one) => one.writer === 'editor' && !one.isBinary));
  });

  it('tells a move as one file gone and one new', async () => {
    const all = await edits(() => rename(project.path('a.txt'), project.path('z.txt')));
    assert.deepEqual(
      [...all.values()].map(({ kind, path }) => `${kind} ${path}`),
      ['deleted a.txt', 'added z.txt'],
    );
  });

  it('knows whether a text is still what it was, whatever its line ends', async () => {
    const edit = (await edits(() => project.write('a.txt', '1\ntwo\n3\n'))).get('a.txt');
    assert.equal(await edit?.fits(Buffer.from('1\n2\n3\n')), true);
    assert.equal(await edit?.fits(Buffer.from('\uFEFF1\r\n2\r\n3\r\n')), true);
    assert.equal(await edit?.fits(Buffer.from('1\n2\n3\nmine\n')), false);
    assert.equal(await edit?.fits(undefined), false);
  });

  it('knows that a new file must not be there yet', async () => {
    const edit = (await edits(() => project.write('c.txt', 'new\n'))).get('c.txt');
    assert.equal(await edit?.fits(undefined), true);
    assert.equal(await edit?.fits(Buffer.alloc(0)), false);
  });

  it('leaves bytes as they are', async () => {
    const bytes = Buffer.from([0, 1, 2, 0xff, 0x0a]);
    await project.write('x.bin', Buffer.from([0, 9]));
    const edit = (await edits(() => project.write('x.bin', bytes))).get('x.bin');
    assert.deepEqual([edit?.isBinary, edit?.hunks], [true, undefined]);
    assert.deepEqual(await edit?.after(), bytes);
    assert.equal(await edit?.fits(Buffer.from([0, 9])), true);
    assert.equal(await edit?.fits(Buffer.from([0, 8])), false);
  });

  it('takes what only line ends and marks tell apart for bytes, and still knows the file', async () => {
    await project.write('x.txt', '\uFEFFone\r\n');
    await project.commit();
    // From now on git would convert such a file, were it not in the repository like that already.
    await project.configure('[core]\nautocrlf = true\n');
    const edit = (await edits(() => project.write('x.txt', 'one\r\n'))).get('x.txt');
    assert.deepEqual([edit?.isBinary, edit?.hunks], [true, undefined]);
    assert.equal(await edit?.fits(Buffer.from('\uFEFFone\r\n')), true);
    assert.equal(await edit?.fits(Buffer.from('\uFEFFmine\r\n')), false);
    assert.equal(await textAfter(edit), 'one\r\n');
  });

  it('gives what a checkout would write: line ends, encodings, keywords and filters', async () => {
    await project.configure('[core]\nautocrlf = true\n');
    await project.configure('[filter "upper"]\nclean = tr A-Z a-z\nsmudge = tr a-z A-Z\n');
    await project.write(
      '.gitattributes',
      'x.u16 working-tree-encoding=UTF-16LE-BOM\nx.id ident\nx.up filter=upper\n',
    );
    const u16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');
    await project.write('x.u16', u16('grün\r\n'));
    await project.write('x.id', '$Id$\r\none\r\n');
    await project.write('x.up', 'ONE\r\n');
    const all = await edits(async () => {
      await project.write('a.txt', '1\r\ntwo\r\n3\r\n');
      await project.write('x.u16', u16('blau\r\n'));
      await project.write('x.id', '$Id$\r\ntwo\r\n');
      await project.write('x.up', 'TWO\r\n');
    });
    assert.equal(await textAfter(all.get('a.txt')), '1\r\ntwo\r\n3\r\n');
    assert.equal(all.get('a.txt')?.hunks?.[0]?.text.toString(), 'two\n');
    assert.deepEqual(await all.get('x.u16')?.after(), u16('blau\r\n'));
    assert.match(String(await textAfter(all.get('x.id'))), /^\$Id: [0-9a-f]+ \$\r\ntwo\r\n$/);
    assert.equal(await textAfter(all.get('x.up')), 'TWO\r\n');
    assert.deepEqual(
      ['x.u16', 'x.id', 'x.up'].map((path) => [all.get(path)?.hunks, all.get(path)?.isBinary]),
      [
        [undefined, false],
        [undefined, false],
        [undefined, true],
      ],
    );
    assert.equal(await all.get('x.u16')?.fits(u16('grün\r\n')), true);
    assert.equal(await all.get('x.id')?.fits(Buffer.from('$Id: old $\r\none\r\n')), true);
    assert.equal(await all.get('x.id')?.fits(Buffer.from('$Id: old $\r\nmine\r\n')), false);
  });

  it('tells when a file becomes executable, or no longer is', async () => {
    await project.write('b.txt', 'two\n', 0o755);
    const all = await edits(async () => {
      await project.write('a.txt', '1\n2\n3\n', 0o755);
      await project.write('b.txt', 'other\n', 0o644);
      await project.write('c.sh', 'run\n', 0o755);
    });
    assert.deepEqual(
      [...all.values()].map((one) => [one.path, one.isExecutable, one.hunks?.length]),
      [
        ['a.txt', true, 0],
        ['b.txt', false, 1],
        ['c.sh', true, undefined],
      ],
    );
    await setExecutable(project.root, 'a.txt', false);
    assert.equal((await stat(project.path('a.txt'))).mode & 0o111, 0);
    await setExecutable(project.root, 'a.txt', true);
    assert.equal((await stat(project.path('a.txt'))).mode & 0o111, 0o111);
  });

  it('says nothing of executable files where the file system knows none', async () => {
    await project.configure('[core]\nfileMode = false\n');
    const from = await snapshotTree(repository);
    await project.hand.raw(['update-index', '--chmod=+x', 'a.txt']);
    const to = (await project.hand.raw(['write-tree'])).trim();
    const [edit] = await describeTreeChange(repository.git, from, to);
    assert.deepEqual([edit?.path, edit?.isExecutable], ['a.txt', undefined]);
  });

  it('leaves links to the one who writes to the disk', async () => {
    await project.link('link', 'a.txt');
    const before = await snapshotTree(repository);
    const all = await edits(async () => {
      await rm(project.path('link'));
      await project.link('link', 'b.txt');
      await rm(project.path('b.txt'));
      await project.link('b.txt', 'a.txt');
      await project.write('a.txt', 'text\n');
    });
    assert.deepEqual(
      [...all.values()].map(({ path, writer }) => [path, writer]),
      [
        ['a.txt', 'editor'],
        ['b.txt', 'disk'],
        ['link', 'disk'],
      ],
    );
    const now = await snapshotTree(repository);
    const written = await writeTree(repository, now, before, { only: new Set(['b.txt', 'link']) });
    assert.deepEqual(written.sort(), ['b.txt', 'link']);
    assert.equal(await project.read('a.txt'), 'text\n');
    assert.equal(await project.read('b.txt'), 'two\n');
  });
});
