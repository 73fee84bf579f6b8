import { deepEqual, equal } from 'node:assert/strict';
import { join } from 'node:path';
import { simpleGit } from 'simple-git';
import { assignProblems } from '../../../src/extension/run/assignProblems.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

interface Session {
  readonly root: string;
}

describe('the repositories that problems are in', () => {
  let project: TemporaryProject;
  let opened: string[];

  beforeEach(async () => {
    const files = {
      'outer/a.ts': '',
      'outer/lib/deep/b.ts': '',
      'other/c.ts': '',
      'none/d.ts': '',
    };
    project = await temporaryProject(files);
    for (const name of ['outer', 'outer/lib', 'other']) await simpleGit(project.path(name)).init();
    opened = [];
  });

  afterEach(() => project.remove());

  /** Which of the files go where, when the named repositories are asked for. */
  async function assign(names: readonly string[], files: readonly string[], broken = '') {
    const asked = names.map((name): Session => ({ root: project.path(name) }));
    const problems = files.map((file) => ({ uri: { fsPath: join(project.root, file) } }));
    const { bySession, leftOut, failures } = await assignProblems(problems, asked, {
      isOpen: ({ uri }) => !uri.fsPath.startsWith(project.path('other')),
      async open(root) {
        if (root.endsWith('lib') && broken === 'lib') throw new Error('It is broken.');
        opened.push(root);
        return { root };
      },
    });
    const short = (path: string): string => path.slice(project.root.length + 1);
    const found = [...bySession].map(([{ root }, group]) => [
      short(root),
      group.map(({ uri }) => short(uri.fsPath)),
    ]);
    return { found, leftOut: [...leftOut], failures };
  }

  it('are those that were asked for', async () => {
    const { found, leftOut } = await assign(['outer', 'other'], ['outer/a.ts', 'other/c.ts']);
    deepEqual(found, [
      ['outer', ['outer/a.ts']],
      ['other', ['other/c.ts']],
    ]);
    deepEqual([leftOut, opened], [[], []]);
  });

  it('are the nearest ones, which are opened when nobody has asked for them', async () => {
    const { found, leftOut } = await assign(['outer'], ['outer/a.ts', 'outer/lib/deep/b.ts']);
    deepEqual(found, [
      ['outer', ['outer/a.ts']],
      ['outer/lib', ['outer/lib/deep/b.ts']],
    ]);
    deepEqual(leftOut, []);
  });

  it('are counted by why nothing can be done there', async () => {
    const files = ['outer/a.ts', 'outer/lib/deep/b.ts', 'other/c.ts', 'none/d.ts'];
    const { found, leftOut, failures } = await assign(['outer'], files, 'lib');
    deepEqual(found, [['outer', ['outer/a.ts']]]);
    deepEqual(leftOut, [
      ['in repositories that cannot be worked in', 1],
      ['outside the folders of this workspace', 1],
      ['in folders without a repository', 1],
    ]);
    equal(failures.length, 1);
  });
});
