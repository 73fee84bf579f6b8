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

  it('is inside when the worktree itself is behind a link', async () => {
    symlinkSync(root, project.path('link'));
    assert.equal(await pathInside(project.path('link'), project.path('work/src/a.ts')), 'src/a.ts');
    assert.equal(await pathInside(root, project.path('link/src/a.ts')), 'src/a.ts');
  });

  it('is nobody’s to write in git’s files and in packages', async () => {
    mkdirSync(project.path('work/node_modules/x'), { recursive: true });
    for (const path of ['.git', '.git/config', '.GIT/x', 'node_modules/x/y.js', '.venv/z', '.']) {
      assert.equal(await writablePathInside(root, path), undefined, path);
    }
    assert.equal(await writablePathInside(root, '.github/x.yml'), '.github/x.yml');
  });
});
