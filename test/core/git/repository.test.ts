import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type RunProcess, runProcess } from '../../../src/core/base/runProcess.ts';
import { isSwarmError, type SwarmErrorReason } from '../../../src/core/base/swarmError.ts';
import { openRepository } from '../../../src/core/git/repository.ts';
import { compareStates, readState } from '../../../src/core/git/repositoryState.ts';
import { takeSnapshot } from '../../../src/core/git/snapshot.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

const execute = promisify(execFile);

describe('openRepository', () => {
  let project: TemporaryRepository;

  beforeEach(async () => {
    project = await temporaryRepository({ 'folder/a.txt': 'one\n', 'b.txt': 'two\n' });
  });

  afterEach(() => project.remove());

  async function assertRefused(
    words: RegExp,
    folder = project.root,
    run: RunProcess = runProcess,
    reason: SwarmErrorReason = 'repository',
  ): Promise<void> {
    await assert.rejects(openRepository(folder, run), (error: Error) => {
      assert.match(error.message, words);
      assert.doesNotMatch(error.message, /\n/);
      assert.ok(isSwarmError(error, reason), error.message);
      return true;
    });
  }

  it('finds the root from any folder below it', async () => {
    const repository = await openRepository(project.path('folder'));
    assert.equal(repository.workingTree, project.root);
    assert.equal(repository.gitDirectory, project.path('.git'));
    assert.equal(repository.commonDirectory, project.path('.git'));
    assert.equal(repository.storageDirectory, project.path('.git/swarm-autofix'));
    assert.equal(repository.prefix, 'folder/');
    assert.match(repository.repositoryId, /^project-[0-9a-f]{12}$/);
  });

  it('gives real paths when it is opened through a link', async () => {
    await symlink(project.root, join(project.folder, 'link'));
    const repository = await openRepository(join(project.folder, 'link/folder'));
    assert.equal(repository.workingTree, project.root);
    assert.equal(repository.prefix, 'folder/');
  });

  it('gives a linked worktree the storage and the name of its repository', async () => {
    await project.hand.raw(['worktree', 'add', '-q', '../linked', '-b', 'linked']);
    const main = await openRepository(project.root);
    const linked = await openRepository(join(project.folder, 'linked'));
    assert.equal(linked.workingTree, join(project.folder, 'linked'));
    assert.equal(linked.gitDirectory, project.path('.git/worktrees/linked'));
    assert.equal(linked.storageDirectory, main.storageDirectory);
    assert.equal(linked.repositoryId, main.repositoryId);
  });

  it('works before the first commit', async () => {
    const empty = await temporaryRepository();
    try {
      assert.equal((await openRepository(empty.root)).prefix, '');
    } finally {
      await empty.remove();
    }
  });

  it('works in a shallow clone', async () => {
    await project.commit();
    const clone = ['clone', '-q', '--depth=1', `file://${project.root}`, 'shallow'];
    await execute('git', clone, { cwd: project.folder });
    const repository = await openRepository(join(project.folder, 'shallow'));
    const { commit } = await takeSnapshot(repository, { message: 'shallow' });
    assert.match(commit, /^[0-9a-f]{40}$/);
  });

  it('does not listen to variables that point git elsewhere', async () => {
    process.env['GIT_DIR'] = '/nowhere';
    try {
      assert.equal((await openRepository(project.root)).workingTree, project.root);
    } finally {
      delete process.env['GIT_DIR'];
    }
  });

  async function conflict(command: string): Promise<void> {
    await project.hand.raw(['checkout', '-q', '-b', 'other']);
    await project.write('b.txt', 'theirs\n');
    await project.commit('theirs');
    await project.hand.raw(['checkout', '-q', 'main']);
    await project.write('b.txt', 'ours\n');
    await project.commit('ours');
    await assert.rejects(execute('git', [command, 'other'], { cwd: project.root }));
  }

  it('refuses unmerged files, and leaves them as they are', async () => {
    await conflict('merge');
    const content = await project.read('b.txt');
    await assertRefused(/b\.txt has conflicts in .*; finish or abort the merge first/);
    assert.equal(await project.read('b.txt'), content);
    assert.match(await project.hand.raw(['status', '--porcelain']), /^UU b\.txt/);
  });

  it('works in the middle of a rebase once its files are resolved', async () => {
    await conflict('rebase');
    await assertRefused(/conflicts/);
    await project.write('b.txt', 'resolved\n');
    await project.hand.add('b.txt');
    const repository = await openRepository(project.root);
    const before = await readState(repository);
    const { commit } = await takeSnapshot(repository, { message: 'middle' });
    assert.equal(await project.show(commit, 'b.txt'), 'resolved\n');
    assert.deepEqual(compareStates(before, await readState(repository)), []);
    assert.match(await project.hand.raw(['status']), /rebase in progress/);
  });

  it('refuses folders that are in no repository, or do not exist', async () => {
    await mkdir(join(project.folder, 'plain'));
    const plain = join(project.folder, 'plain');
    const words = /is not in a git repository.*git init/;
    await assertRefused(words, plain, runProcess, 'noRepository');
    await assertRefused(/is not a folder/, join(project.folder, 'missing'));
  });

  it('refuses a bare repository, and the inside of a git directory', async () => {
    const bare = join(project.folder, 'bare.git');
    await execute('git', ['init', '-q', '--bare', bare]);
    await assertRefused(/is a bare repository/, bare);
    await assertRefused(/is a bare repository/, join(bare, 'objects'));
    await assertRefused(/is inside a git directory/, project.path('.git'));
    await assertRefused(/is inside a git directory/, project.path('.git/objects'));
  });

  it('refuses a repository of somebody else, and says how to trust it', async () => {
    const distrust: RunProcess = (request) =>
      runProcess({ ...request, env: { ...request.env, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' } });
    await assertRefused(
      /git does not trust .* git config --global --add safe\.directory/,
      project.root,
      distrust,
    );
  });

  it('refuses when git is missing or too old', async () => {
    const missing: RunProcess = (request) => runProcess({ ...request, command: 'no-such-git' });
    await assertRefused(/git is not installed/, project.root, missing, 'environment');
    const old: RunProcess = async (request) => {
      const isUsage = request.args?.includes('-h') ?? false;
      const isVersion = request.args?.includes('version') ?? false;
      const stdout = Buffer.from(isVersion ? 'git version 2.30.2\n' : 'usage: git merge-tree\n');
      const exitCode = isUsage ? 129 : 0;
      return { exitCode, stdout, stderr: '', truncated: false, timedOut: false };
    };
    const words = /git version 2\.30\.2 is too old; install git 2\.39 or later/;
    await assertRefused(words, project.root, old, 'environment');
  });

  describe('with a filter that files must go through', () => {
    const filter = '[filter "lfs"]\nrequired = true\n';

    it('refuses when it is not installed and a file needs it', async () => {
      await project.configure(`${filter}process = no-such-lfs filter-process\n`);
      await project.write('.gitattributes', '*.bin filter=lfs\n');
      await project.write('big.bin', 'big\n');
      await assertRefused(/big\.bin needs the filter lfs, but no-such-lfs is not installed/);
      await rm(project.path('big.bin'));
      assert.equal((await openRepository(project.root)).workingTree, project.root);
    });

    it('goes through it when it is installed', async () => {
      await project.configure(`${filter}clean = tr a-z A-Z\nsmudge = tr A-Z a-z\n`);
      await project.write('.gitattributes', '*.bin filter=lfs\n');
      await project.write('big.bin', 'big\n');
      const repository = await openRepository(project.root);
      const { commit } = await takeSnapshot(repository, { message: 'filtered' });
      assert.equal(await project.show(commit, 'big.bin'), 'BIG\n');
    });
  });

  it('changes nothing in the repository', async () => {
    const config = await readFile(project.path('.git/config'), 'utf8');
    const repository = await openRepository(project.root);
    const before = await readState(repository);
    await openRepository(project.path('folder'));
    assert.deepEqual(compareStates(before, await readState(repository)), []);
    assert.equal(await readFile(project.path('.git/config'), 'utf8'), config);
  });
});
