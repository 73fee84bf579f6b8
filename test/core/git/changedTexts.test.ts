import assert from 'node:assert/strict';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { changedTexts } from '../../../src/core/git/changedTexts.ts';
import { readBlobs } from '../../../src/core/git/gitObjects.ts';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

describe('the texts of changed files', () => {
  let project: TemporaryRepository;
  let repository: Repository;

  beforeEach(async () => {
    project = await temporaryRepository({ 'a.txt': 'a\n', 'empty.txt': '', 'gone.txt': 'gone\n' });
    repository = await openRepository(project.root);
  });

  afterEach(() => project.remove());

  it('are what each file held, and holds', async () => {
    const from = (await project.hand.revparse(['HEAD'])).trim();
    await project.write('a.txt', 'ä\nblob 3\n\n');
    await project.write('empty.txt', 'no more');
    await project.write('new.txt', '');
    await project.hand.raw(['rm', '-q', 'gone.txt']);
    const to = await project.commit();
    assert.deepEqual(await changedTexts(repository.git, from, to), [
      { file: 'a.txt', before: 'a\n', after: 'ä\nblob 3\n\n' },
      { file: 'empty.txt', before: '', after: 'no more' },
      { file: 'gone.txt', before: 'gone\n', after: undefined },
      { file: 'new.txt', before: undefined, after: '' },
    ]);
  });

  it('are none when nothing was changed', async () => {
    assert.deepEqual(await changedTexts(repository.git, 'HEAD', 'HEAD'), []);
  });

  it('leave out what a submodule holds', async () => {
    const other = await temporaryRepository({ 'lib.txt': 'lib\n' });
    try {
      await project.addSubmodule(other, 'lib');
      const changes = await changedTexts(repository.git, 'HEAD~1', 'HEAD');
      const lib = changes.find(({ file }) => file === 'lib');
      assert.deepEqual(lib, { file: 'lib', before: undefined, after: undefined });
    } finally {
      await other.remove();
    }
  });

  it('are never guessed when the repository has lost one', async () => {
    await assert.rejects(readBlobs(repository.git, ['1'.repeat(40)]), (error) =>
      isSwarmError(error, 'git'),
    );
  });
});
