import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { RepositoryPaths } from '../../../src/core/issues/repositoryPath.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

describe('RepositoryPaths', () => {
  let project: TemporaryProject;
  let other: TemporaryProject;

  before(async () => {
    project = await temporaryProject({ 'src/a.ts': '', 'packages/b/src/b.ts': '' });
    other = await temporaryProject({ 'out.ts': '' });
    await symlink(project.root, other.path('link'), 'junction');
    await symlink(other.root, project.path('away'), 'junction');
    await symlink(project.path('packages/b'), project.path('b'), 'junction');
  });

  after(async () => {
    await project.remove();
    await other.remove();
  });

  function resolved(path: string, root = project.root, cwd = root) {
    const answer = new RepositoryPaths({ root, cwd }).resolve(path);
    return 'file' in answer ? answer.file : answer.kind;
  }

  it('makes absolute paths relative to the root', () => {
    assert.equal(resolved(project.path('src/a.ts')), 'src/a.ts');
    assert.equal(resolved(project.path('src/a.ts'), `${project.root}/`), 'src/a.ts');
  });

  it('takes relative paths from where the tool ran', () => {
    const cwd = project.path('packages/b');
    assert.equal(resolved('src/b.ts', project.root, cwd), 'packages/b/src/b.ts');
    assert.equal(resolved('./x/../src/b.ts', project.root, cwd), 'packages/b/src/b.ts');
    assert.equal(resolved('../../src/a.ts', project.root, cwd), 'src/a.ts');
  });

  it('refuses what lies outside', () => {
    for (const path of ['../a.ts', '../../../etc/passwd', '/etc/passwd', other.path('out.ts')]) {
      assert.equal(resolved(path), 'outside');
    }
    assert.equal(resolved(`${project.root}-other/a.ts`), 'outside');
  });

  it('refuses what only a link makes look as if it were inside', () => {
    assert.equal(resolved('away/out.ts'), 'outside');
  });

  it('knows a root by its links too', () => {
    const link = other.path('link');
    assert.equal(resolved(`${link}/src/a.ts`), 'src/a.ts');
    assert.equal(resolved(project.path('src/a.ts'), link), 'src/a.ts');
    assert.equal(resolved(`${link}/src/new.ts`, link), 'src/new.ts');
    assert.equal(resolved(project.path('src/new.ts'), link), 'src/new.ts');
  });

  it('calls a file by the path that git knows', () => {
    assert.equal(resolved('b/src/b.ts'), 'packages/b/src/b.ts');
  });

  it('takes a file that is not there by its name', () => {
    assert.equal(resolved('src/new.ts'), 'src/new.ts');
  });

  it('reads backslashes and drives of Windows, whatever their capitals', () => {
    assert.equal(resolved('src\\a.ts'), 'src/a.ts');
    for (const path of [
      'C:\\Work\\app\\src\\a.ts',
      'c:/work/app/src/a.ts',
      '\\\\?\\C:\\Work\\app\\src\\a.ts',
    ]) {
      assert.equal(resolved(path, 'C:\\Work\\app'), 'src/a.ts');
    }
    assert.equal(resolved('D:\\Work\\app\\src\\a.ts', 'C:\\Work\\app'), 'outside');
    assert.equal(resolved('C:\\Work\\application\\a.ts', 'C:\\Work\\app'), 'outside');
  });

  it('refuses what names no file', () => {
    for (const path of ['', '  ', '.', project.root]) assert.equal(resolved(path), 'unplaced');
  });
});
