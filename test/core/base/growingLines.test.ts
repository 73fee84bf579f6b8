import assert from 'node:assert/strict';
import { appendFile, rename, rm, truncate } from 'node:fs/promises';
import { GrowingLines } from '../../../src/core/base/growingLines.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

describe('GrowingLines', () => {
  let project: TemporaryProject;
  let path: string;
  let lines: GrowingLines;

  beforeEach(async () => {
    project = await temporaryProject({});
    path = project.path('journal');
    lines = new GrowingLines(path);
  });

  afterEach(() => project.remove());

  function same(...expected: readonly string[]) {
    return { isOther: false, lines: expected };
  }

  it('gives each line once, as soon as it is whole', async () => {
    assert.deepEqual(await lines.read(), same());
    await appendFile(path, 'one\ntwo\nthr');
    assert.deepEqual(await lines.read(), same('one', 'two'));
    assert.deepEqual(await lines.read(), same());
    await appendFile(path, 'ee\n\nfour\n');
    assert.deepEqual(await lines.read(), same('three', '', 'four'));
  });

  it('is not put out by a character that comes in two parts', async () => {
    const bytes = Buffer.from('a€b\n');
    await appendFile(path, bytes.subarray(0, 2));
    assert.deepEqual(await lines.read(), same());
    await appendFile(path, bytes.subarray(2));
    assert.deepEqual(await lines.read(), same('a€b'));
  });

  it('begins anew with another file of that name', async () => {
    await appendFile(path, 'one\ntwo\nthr');
    await lines.read();
    await project.write('other', 'new\nlines\nand more of them\n');
    await rename(project.path('other'), path);
    assert.deepEqual(await lines.read(), {
      isOther: true,
      lines: ['new', 'lines', 'and more of them'],
    });
    await truncate(path, 4);
    assert.deepEqual(await lines.read(), { isOther: true, lines: ['new'] });
    await rm(path);
    assert.deepEqual(await lines.read(), { isOther: true, lines: [] });
    assert.deepEqual(await lines.read(), same());
  });
});
