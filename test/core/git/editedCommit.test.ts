import assert from 'node:assert/strict';
import { SwarmError } from '../../../src/core/base/swarmError.ts';
import { commitEditedFile } from '../../../src/core/git/editedCommit.ts';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

describe('commitEditedFile', () => {
  let user: TemporaryRepository;
  let repository: Repository;
  let head: string;

  beforeEach(async () => {
    user = await temporaryRepository({ 'src/a.txt': 'one\n', 'b.txt': 'two\n' });
    await user.write('run.sh', 'echo\n', 0o755);
    await user.link('link', 'b.txt');
    await user.write('.gitignore', 'ignored\n');
    head = await user.commit();
    repository = await openRepository(user.root);
  });

  afterEach(() => user.remove());

  function edit(path: string, text: string): Promise<string | undefined> {
    const bytes = Buffer.from(text);
    return commitEditedFile(repository, { commit: head, path, bytes, message: 'by hand' });
  }

  it('makes a commit on top, in which one file is another one', async () => {
    const commit = (await edit('src/a.txt', 'ONE\n')) ?? '';
    assert.equal(await user.show(commit, 'src/a.txt'), 'ONE\n');
    assert.equal((await user.hand.revparse([`${commit}^`])).trim(), head);
    assert.equal((await user.hand.raw(['diff', '--name-only', head, commit])).trim(), 'src/a.txt');
  });

  it('leaves the files, the index and all refs as they are', async () => {
    const refs = await user.hand.raw(['for-each-ref']);
    await edit('src/a.txt', 'ONE\n');
    assert.equal(await user.hand.raw(['status', '--porcelain']), '');
    assert.equal(await user.hand.raw(['for-each-ref']), refs);
    assert.equal(await user.read('src/a.txt'), 'one\n');
  });

  it('keeps a program one that can be run, and makes new files plain', async () => {
    const program = (await edit('run.sh', 'echo 1\n')) ?? '';
    assert.ok((await user.listing(program)).includes('100755 run.sh'));
    const fresh = (await edit('new/c.txt', 'three\n')) ?? '';
    assert.ok((await user.listing(fresh)).includes('100644 new/c.txt'));
  });

  it('keeps line ends as git keeps them', async () => {
    await user.write('.gitattributes', '*.txt text\n');
    head = await user.commit();
    const commit = (await edit('src/a.txt', 'ONE\r\nTWO\r\n')) ?? '';
    assert.equal(await user.show(commit, 'src/a.txt'), 'ONE\nTWO\n');
  });

  it('keeps line ends that git has never converted', async () => {
    await user.write('windows.txt', 'one\r\ntwo\r\n');
    head = await user.commit();
    await user.configure('[core]\nautocrlf = true\n');
    const commit = (await edit('windows.txt', 'ONE\r\ntwo\r\n')) ?? '';
    assert.equal(await user.show(commit, 'windows.txt'), 'ONE\r\ntwo\r\n');
  });

  it('makes none when nothing is different', async () => {
    assert.equal(await edit('src/a.txt', 'one\n'), undefined);
  });

  const odd = ['../a.txt', '/a.txt', 'src/../b.txt', '.git/config', 'x/.GIT/a', 'src/', ''];

  for (const path of [...odd, 'src', 'link', 'b.txt/c', 'ignored/d.txt']) {
    it(`refuses ${JSON.stringify(path)}`, async () => {
      const isUsage = (error: unknown) => error instanceof SwarmError && error.reason === 'usage';
      await assert.rejects(edit(path, 'text\n'), isUsage);
    });
  }
});
