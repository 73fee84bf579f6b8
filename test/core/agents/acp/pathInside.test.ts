import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { pathInside, writablePathInside } from '../../../../src/core/agents/acp/pathInside.ts';
import { type TemporaryProject, temporaryProject } from '../../../support/temporaryProject.ts';

describe('a path of an agent', () => {
  let project: TemporaryProject;
  let root: string;

  beforeEach(async () => {
    project = await temporaryProject({ 'work/src/a.ts': '', 'work/.git': 'gitdir: x', 'b.ts': '' });
    root = project.path('work');
  });

  afterEach(() => project.remove());

  it('is inside however it is written', async () => {
    const absolute = project.path('work/src/a.ts');
    for (const path of ['src/a.ts', './src/../src/a.ts', absolute, pathToFileURL(absolute).href]) {
      assert.equal(await pathInside(root, path), 'src/a.ts');
    }
    assert.equal(await pathInside(root, 'src/new/c.ts'), 'src/new/c.ts');
  });

  it('is outside when it leads there', async () => {
    symlinkSync(project.root, project.path('work/out'));
    symlinkSync(project.path('nowhere'), project.path('work/dangling'));
    for (const path of ['../b.ts', '/etc/passwd', 'out/b.ts', 'out/new.ts', 'dangling', 'a\0b']) {
      assert.equal(await pathInside(root, path), undefined, path);
    }
  });

  it('is outside when it is no path of this machine', async () => {
    const long = `a${'/b'.repeat(1_000_000)}`;
    for (const path of ['file://elsewhere/a.ts', 'file://%2F', 'file:///a%00b', 'file:', long]) {
      assert.equal(await pathInside(root, path), undefined, path.slice(0, 100));
    }
  });

  it('is outside behind links that lead in circles, and inside behind ones that come back', async () => {
    symlinkSync('two', project.path('work/one'));
    symlinkSync('one', project.path('work/two'));
    symlinkSync('../work/src', project.path('work/back'));
    assert.equal(await pathInside(root, 'one'), undefined);
    assert.equal(await pathInside(root, 'one/a.ts'), undefined);
    assert.equal(await pathInside(root, 'back/a.ts'), 'src/a.ts');
  });

  it('is not inside a folder whose name only begins the same', async () => {
    await project.write('work-too/c.ts', '');
    assert.equal(await pathInside(root, project.path('work-too/c.ts')), undefined);
    assert.equal(await pathInside(root, '..c.ts'), '..c.ts');
  });

  it('is inside when the worktree itself is behind a link', async () => {
    symlinkSync(root, project.path('link'));
    assert.equal(await pathInside(project.path('link'), project.path('work/src/a.ts')), 'src/a.ts');
    assert.equal(await pathInside(root, project.path('link/src/a.ts')), 'src/a.ts');
  });

  it('is nobody’s to write in git’s files and in packages', async () => {
    mkdirSync(project.path('work/node_modules/x'), { recursive: true });
    symlinkSync('.git', project.path('work/innocent'));
    symlinkSync('node_modules', project.path('work/packages'));
    const places = [
      ...['.git', '.git/config', '.GIT/x', 'src/../.git', 'innocent', 'sub/.git/hooks/x', '.'],
      ...['node_modules/x/y.js', 'a/node_modules/b.js', 'packages/x/y.js', '.venv/z', 'venv/z'],
      ...['.git./config', '.git /config', '.git::$INDEX_ALLOCATION/config', 'GIT~1/config'],
    ];
    for (const path of places) assert.equal(await writablePathInside(root, path), undefined, path);
    for (const path of [
      '.github/x.yml',
      '.gitignore',
      'src/git.ts',
      'node_modules.ts',
      'venv.md',
    ]) {
      assert.equal(await writablePathInside(root, path), path);
    }
  });
});
