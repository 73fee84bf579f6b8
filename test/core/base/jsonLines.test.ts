import assert from 'node:assert/strict';
import { appendJsonLine, readJsonLines } from '../../../src/core/base/jsonLines.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

describe('JSON lines', () => {
  let project: TemporaryProject;
  let path: string;

  beforeEach(async () => {
    project = await temporaryProject({});
    path = project.path('deep/journal.jsonl');
  });

  afterEach(() => project.remove());

  it('are read as they were added', async () => {
    const values = [{ a: 1 }, 'text with\na line break', null, [2]];
    for (const value of values) await appendJsonLine(path, value);
    assert.deepEqual(await readJsonLines(path), values);
    assert.equal((await project.read('deep/journal.jsonl')).split('\n').length, 5);
  });

  it('are none when there is no file', async () => {
    assert.deepEqual(await readJsonLines(path), []);
  });

  it('are as many as were finished: a last line that was cut does not count', async () => {
    await project.write('deep/journal.jsonl', '{"a":1}\n{"b":');
    assert.deepEqual(await readJsonLines(path), [{ a: 1 }]);
  });

  it('lose nothing that comes after a line that was cut', async () => {
    await project.write('deep/journal.jsonl', '{"a":1}\n{"b":');
    await appendJsonLine(path, { c: 3 });
    await appendJsonLine(path, { d: 4 });
    assert.deepEqual(await readJsonLines(path), [{ a: 1 }, { c: 3 }, { d: 4 }]);
  });

  it('do not mix when several are added at once', async () => {
    const values = Array.from({ length: 40 }, (_, index) => ({ index, text: 'x'.repeat(3000) }));
    await Promise.all(values.map((value) => appendJsonLine(path, value)));
    const read = await readJsonLines(path);
    assert.equal(read.length, 40);
    assert.deepEqual(
      new Set(read.map((value) => JSON.stringify(value))),
      new Set(values.map((value) => JSON.stringify(value))),
    );
  });
});
