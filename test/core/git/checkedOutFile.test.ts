import { equal } from 'node:assert/strict';
import { checkedOutFile } from '../../../src/core/git/checkedOutFile.ts';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

describe('a file as a checkout writes it', () => {
  let project: TemporaryRepository;
  let repository: Repository;

  beforeEach(async () => {
    project = await temporaryRepository({
      'a.txt': 'one\ntwo\n',
      'folder/[b]*.txt': 'odd name\n',
      '.gitattributes': '*.txt text\n',
    });
    repository = await openRepository(project.root);
  });

  afterEach(() => project.remove());

  async function read(path: string, revision = 'HEAD'): Promise<string | undefined> {
    return (await checkedOutFile(repository.git, revision, path))?.toString();
  }

  it('has its bytes, whatever its name', async () => {
    equal(await read('a.txt'), 'one\ntwo\n');
    equal(await read('folder/[b]*.txt'), 'odd name\n');
  });

  it('is the one of that commit', async () => {
    const before = (await project.hand.revparse('HEAD')).trim();
    await project.write('a.txt', 'edited\n');
    await project.commit();
    equal(await read('a.txt', before), 'one\ntwo\n');
    equal(await read('a.txt'), 'edited\n');
  });

  it('has the line ends that the project asks for', async () => {
    await project.configure('[core]\nautocrlf = true\n');
    equal(await read('a.txt'), 'one\r\ntwo\r\n');
  });

  it('has gone through the filters', async () => {
    await project.configure('[filter "shout"]\nsmudge = tr a-z A-Z\nclean = tr A-Z a-z\n');
    await project.write('.gitattributes', '*.txt filter=shout\n');
    equal(await read('a.txt'), 'ONE\nTWO\n');
  });

  it('is where a link leads to', async () => {
    await project.link('link', 'a.txt');
    await project.commit();
    equal(await read('link'), 'a.txt');
  });

  it('is one line about the commit of a submodule', async () => {
    const other = await temporaryRepository({ 'inside.txt': 'x\n' });
    await project.addSubmodule(other, 'module');
    const commit = (await other.hand.revparse('HEAD')).trim();
    equal(await read('module'), `Subproject commit ${commit}\n`);
    await other.remove();
  });

  it('is not there for a name that nothing has, or that is a folder', async () => {
    equal(await read('nowhere.txt'), undefined);
    equal(await read('folder'), undefined);
  });
});
