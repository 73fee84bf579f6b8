import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleGit } from 'simple-git';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import { takeSnapshot } from '../../../src/core/git/snapshot.ts';
import { TaskWorktrees } from '../../../src/core/git/taskWorktree.ts';
import { cleanIndexOf } from '../../../src/core/git/worktreeSlot.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

describe('worktrees that people open', () => {
  let project: TemporaryRepository;
  let repository: Repository;
  let root: string;
  let worktrees: TaskWorktrees;
  let commit: string;

  beforeEach(async () => {
    project = await temporaryRepository({ 'a.txt': 'one\n', '.gitignore': 'node_modules\n' });
    repository = await openRepository(project.root);
    root = join(project.folder, 'open', 'project');
    worktrees = new TaskWorktrees(repository, root);
    await project.write('a.txt', 'fixed\n');
    ({ commit } = await takeSnapshot(repository, { message: 'fix' }));
  });

  afterEach(() => project.remove());

  const openTask = (): Promise<string> => worktrees.open({ runId: 'r-1', taskId: 't03', commit });

  it('hold the fix, detached and without an edit', async () => {
    const path = await openTask();
    equal(await readFile(join(path, 'a.txt'), 'utf8'), 'fixed\n');
    match(path, /\/open\/project\/r-1-t03-[0-9a-f]{12}$/);
    const status = await simpleGit(path).status();
    deepEqual([status.isClean(), status.detached], [true, true]);
  });

  it('have the dependencies of the working tree', async () => {
    await project.write('node_modules/tool/index.js', 'tool\n');
    const path = await openTask();
    equal(await readFile(join(path, 'node_modules/tool/index.js'), 'utf8'), 'tool\n');
  });

  it('are made once, and what was done there stays', async () => {
    const path = await openTask();
    await writeFile(join(path, 'a.txt'), 'mine\n');
    equal(await openTask(), path);
    equal(await readFile(join(path, 'a.txt'), 'utf8'), 'mine\n');
  });

  it('are made again when the first time was cut off', async () => {
    const path = await openTask();
    const gitDirectory = (await simpleGit(path).revparse('--absolute-git-dir')).trim();
    await Promise.all([rm(cleanIndexOf(gitDirectory)), rm(join(path, 'a.txt'))]);
    equal(await openTask(), path);
    equal(await readFile(join(path, 'a.txt'), 'utf8'), 'fixed\n');
  });

  it('are others for a fix that was edited since', async () => {
    const first = await openTask();
    await project.write('a.txt', 'edited\n');
    ({ commit } = await takeSnapshot(repository, { message: 'edited fix' }));
    const second = await openTask();
    equal(await readFile(join(first, 'a.txt'), 'utf8'), 'fixed\n');
    equal(await readFile(join(second, 'a.txt'), 'utf8'), 'edited\n');
  });

  it('are refused for a commit that is not there', async () => {
    await rejects(worktrees.open({ runId: 'r1', taskId: 't03', commit: '1'.repeat(40) }), (error) =>
      isSwarmError(error, 'notFound'),
    );
  });

  describe('when they are removed', () => {
    it('leave nothing behind, in git either', async () => {
      await openTask();
      equal(await worktrees.remove(false), 1);
      equal(existsSync(root), false);
      const list = await project.hand.raw(['worktree', 'list']);
      equal(list.trim().split('\n').length, 1);
    });

    it('need not be there', async () => {
      equal(await worktrees.remove(false), 0);
    });

    for (const [what, edit] of [
      ['an edited file', (path: string) => writeFile(join(path, 'a.txt'), 'mine\n')],
      ['a new file', (path: string) => writeFile(join(path, 'new.txt'), 'mine\n')],
      [
        'a commit that no branch has',
        (path: string) => simpleGit(path).commit('mine', ['--allow-empty']),
      ],
    ] as const) {
      it(`stay with ${what} in them, unless all shall go`, async () => {
        const path = await openTask();
        await edit(path);
        equal(await worktrees.remove(false), 0);
        equal(existsSync(path), true);
        equal(await worktrees.remove(true), 1);
        equal(existsSync(path), false);
      });
    }

    it('go when their commits are on a branch', async () => {
      const path = await openTask();
      await simpleGit(path).checkoutLocalBranch('kept');
      await writeFile(join(path, 'a.txt'), 'mine\n');
      await simpleGit(path).commit('mine', ['a.txt']);
      equal(await worktrees.remove(false), 1);
      equal(await project.show('kept', 'a.txt'), 'mine\n');
    });
  });
});
