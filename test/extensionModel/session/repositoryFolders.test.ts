import { deepEqual, equal } from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleGit } from 'simple-git';
import {
  hasKnownRuns,
  repositoriesAt,
  repositoriesWithRuns,
  repositoryAround,
} from '../../../src/extension/session/repositoryFolders.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

describe('the repositories of a folder', () => {
  let project: TemporaryProject;

  beforeEach(async () => {
    project = await temporaryProject({ 'one/deep/a.ts': '', 'two/b.ts': '', 'plain/c.ts': '' });
    for (const name of ['one', 'two']) await simpleGit(project.path(name)).init();
  });

  afterEach(() => project.remove());

  it('are the one that it is in, from any place inside', () => {
    equal(repositoryAround(project.path('one/deep/a.ts')), project.path('one'));
    deepEqual(repositoriesAt(project.path('one/deep')), [project.path('one')]);
  });

  it('are those right in it when it is in none itself', () => {
    deepEqual(
      repositoriesAt(project.path(''))
        .map((path) => path.split('/').at(-1))
        .sort(),
      ['one', 'two'],
    );
  });

  it('are the folder itself when there is none, so that git can say so', () => {
    deepEqual(repositoriesAt(project.path('plain')), [project.path('plain')]);
  });

  it('that have runs are opened again, those within another one too', async () => {
    const [outer, inner] = [project.path('one'), project.path('one/deep')];
    await simpleGit(inner).init();
    deepEqual(repositoriesWithRuns([outer], [inner]), []);
    for (const root of [outer, inner, project.path('two')]) {
      await mkdir(join(root, '.git/swarm-autofix/runs'), { recursive: true });
    }
    deepEqual(repositoriesWithRuns([outer], [inner, project.path('two')]), [outer, inner]);
  });

  it('have known runs where the journal is, in a linked worktree too', async () => {
    equal(hasKnownRuns(project.path('one')), false);
    await mkdir(project.path('one/.git/swarm-autofix/runs'), { recursive: true });
    equal(hasKnownRuns(project.path('one')), true);
    equal(hasKnownRuns(project.path('plain')), false);
    const git = simpleGit(project.path('one'));
    await git.raw([
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@b',
      'commit',
      '-q',
      '--allow-empty',
      '-m',
      'x',
    ]);
    await git.raw(['worktree', 'add', '-q', project.path('linked'), '-b', 'linked']);
    equal(hasKnownRuns(project.path('linked')), true);
  });
});
