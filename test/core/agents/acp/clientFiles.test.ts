import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, truncateSync } from 'node:fs';
import { ClientFiles } from '../../../../src/core/agents/acp/clientFiles.ts';
import { type TemporaryProject, temporaryProject } from '../../../support/temporaryProject.ts';

describe('ClientFiles', () => {
  let project: TemporaryProject;
  let refused: string[];
  let files: ClientFiles;

  beforeEach(async () => {
    project = await temporaryProject({ 'work/a.ts': 'one\ntwo\nthree\n', 'b.ts': 'theirs' });
    refused = [];
    files = new ClientFiles(project.path('work'), (what) => refused.push(what));
  });

  afterEach(() => project.remove());

  function read(path: string, line?: number | null, limit?: number | null): Promise<string> {
    return files.read({
      ...{ sessionId: 's', path },
      ...(line === undefined ? {} : { line }),
      ...(limit === undefined ? {} : { limit }),
    });
  }

  it('reads all of a file, or the lines that are asked for', async () => {
    assert.equal(await read(project.path('work/a.ts')), 'one\ntwo\nthree\n');
    assert.equal(await read('a.ts', null, null), 'one\ntwo\nthree\n');
    assert.equal(await read('a.ts', 2), 'two\nthree\n');
    assert.equal(await read('a.ts', 2, 1), 'two');
    assert.equal(await read('a.ts', undefined, 2), 'one\ntwo');
    assert.equal(await read('a.ts', 0, 0), '');
    assert.equal(await read('a.ts', 99), '');
  });

  it('says that a file is not there as the protocol says it', async () => {
    await assert.rejects(read('none.ts'), { code: -32002 });
    assert.deepEqual(refused, []);
  });

  it('writes files, in folders that it makes', async () => {
    await files.write('new/deep/c.ts', 'made');
    await files.write(project.path('work/a.ts'), 'new');
    assert.equal(await project.read('work/new/deep/c.ts'), 'made');
    assert.equal(await project.read('work/a.ts'), 'new');
  });

  it('writes through a link that stays inside, and through none that does not', async () => {
    symlinkSync('a.ts', project.path('work/near'));
    symlinkSync('../b.ts', project.path('work/far'));
    await files.write('near', 'new');
    await assert.rejects(files.write('far', 'new'), { code: -32602 });
    assert.equal(await project.read('work/a.ts'), 'new');
    assert.equal(await project.read('b.ts'), 'theirs');
    assert.deepEqual(refused, ['change far, which is outside of its worktree']);
  });

  it('never waits for the other end of a pipe', async () => {
    execFileSync('mkfifo', [project.path('work/pipe')]);
    await assert.rejects(read('pipe'), /no text file/);
    await assert.rejects(files.write('pipe', 'x'), /no text file/);
    await assert.rejects(read('.'), /no text file/);
  });

  it('reads no file that is too large for a message', async () => {
    await project.write('work/large', '');
    truncateSync(project.path('work/large'), 1024 ** 3);
    await assert.rejects(read('large'), /no text file/);
  });

  it('has written all that it took when it is closed, and takes no more', async () => {
    const writing = [1, 2, 3].map((at) => files.write(`d${at}/e.ts`, 'made'));
    await files.close();
    for (const at of [1, 2, 3]) {
      assert.equal(readFileSync(project.path(`work/d${at}/e.ts`), 'utf8'), 'made');
    }
    await Promise.all(writing);
    await assert.rejects(files.write('a.ts', 'late'), /closed/);
    assert.equal(await project.read('work/a.ts'), 'one\ntwo\nthree\n');
  });
});
