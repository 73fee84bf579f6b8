import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { readTextIfExists, writeFileAtomic } from '../../../src/core/base/atomicFile.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

describe('writeFileAtomic', () => {
  let project: TemporaryProject;

  beforeEach(async () => {
    project = await temporaryProject({ 'a.txt': 'old' });
  });

  afterEach(() => project.remove());

  it('makes folders and the file, and leaves nothing else', async () => {
    await writeFileAtomic(project.path('deep/er/b.txt'), 'new');
    assert.equal(await project.read('deep/er/b.txt'), 'new');
    assert.deepEqual(await readdir(project.path('deep/er')), ['b.txt']);
  });

  it('puts a new file in the place of the old one, with the mode that is asked for', async () => {
    const { ino } = await stat(project.path('a.txt'));
    await writeFileAtomic(project.path('a.txt'), new Uint8Array([0x23, 0x21]), { mode: 0o755 });
    const now = await stat(project.path('a.txt'));
    assert.notEqual(now.ino, ino);
    assert.equal(now.mode & 0o111, 0o111);
    assert.equal(await project.read('a.txt'), '#!');
  });

  it('is read as a whole by whoever reads while it is written', async () => {
    const texts = ['a', 'b'].map((letter) => letter.repeat(200_000));
    let isWriting = true;
    const reading = (async () => {
      while (isWriting) {
        const text = await project.read('a.txt');
        assert.ok(text === 'old' || texts.includes(text));
      }
    })();
    for (let round = 0; round < 20; round += 1) {
      await writeFileAtomic(project.path('a.txt'), texts[round % 2] ?? '');
    }
    isWriting = false;
    await reading;
  });

  it('leaves the old file and no litter when it fails', async () => {
    await project.write('folder/b.txt', '');
    await assert.rejects(writeFileAtomic(project.path('folder'), 'new'), /EISDIR|ENOTEMPTY|EEXIST/);
    assert.deepEqual((await readdir(project.root)).toSorted(), ['a.txt', 'folder']);
  });
});

describe('readTextIfExists', () => {
  it('says undefined only of what is not there', async () => {
    const project = await temporaryProject({ 'a.txt': 'text' });
    try {
      assert.equal(await readTextIfExists(project.path('a.txt')), 'text');
      assert.equal(await readTextIfExists(project.path('b.txt')), undefined);
      assert.equal(await readTextIfExists(project.path('a.txt/b.txt')), undefined);
      await assert.rejects(readTextIfExists(project.root), /EISDIR/);
    } finally {
      await project.remove();
    }
  });
});
