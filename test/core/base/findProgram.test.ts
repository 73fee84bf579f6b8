import assert from 'node:assert/strict';
import { chmod, mkdir } from 'node:fs/promises';
import { delimiter, relative } from 'node:path';
import { findProgram } from '../../../src/core/base/findProgram.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

describe('findProgram', () => {
  let project: TemporaryProject;

  beforeEach(async () => {
    project = await temporaryProject({ 'one/mend': '', 'two/mend': '', 'two/text': '' });
    await mkdir(project.path('one/text'));
    for (const file of ['one/mend', 'two/mend']) await chmod(project.path(file), 0o755);
  });

  afterEach(() => project.remove());

  function find(command: string, ...folders: readonly string[]): Promise<string | undefined> {
    return findProgram(command, { PATH: folders.join(delimiter) });
  }

  it('takes the first on the path', async () => {
    const folders = [project.path('none'), project.path('one'), project.path('two')];
    assert.equal(await find('mend', ...folders), project.path('one/mend'));
  });

  it('takes no folder, and no file that cannot be started', async () => {
    assert.equal(await find('text', project.path('one'), project.path('two')), undefined);
  });

  it('takes that very file when it is called with its folder', async () => {
    assert.equal(
      await find(project.path('two/mend'), project.path('one')),
      project.path('two/mend'),
    );
    assert.equal(await find(project.path('two/none'), project.path('two')), undefined);
  });

  it('finds nothing in folders that depend on where somebody is', async () => {
    assert.equal(await find('./mend', project.path('one')), undefined);
    const folder = relative(process.cwd(), project.path('one'));
    assert.equal(await find(`${folder}/mend`), undefined);
    assert.equal(await find('mend', '', '.', folder), undefined);
    assert.equal(await findProgram('mend', {}), undefined);
  });
});
