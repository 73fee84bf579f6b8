import assert from 'node:assert/strict';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { GitCommand } from '../../../src/core/git/gitCommand.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

describe('GitCommand', () => {
  let project: TemporaryRepository;
  let git: GitCommand;

  before(async () => {
    project = await temporaryRepository({ 'a.txt': 'one\n' });
    git = new GitCommand(project.root);
  });

  after(() => project.remove());

  it('gives what git prints, and an exit code that is an answer', async () => {
    assert.equal(await git.text(['rev-parse', '--is-inside-work-tree']), 'true');
    assert.deepEqual(await git.list(['ls-files', '-z']), ['a.txt']);
    assert.equal((await git.run(['config', '--get', 'no.such'], { allow: [1] })).exitCode, 1);
    assert.equal(await git.succeeds(['diff-index', '--quiet', 'HEAD']), true);
    assert.equal(await git.succeeds(['config', '--get', 'no.such']), false);
  });

  it("fails in one line with git's own reason", async () => {
    await assert.rejects(git.run(['rev-parse', '--verify', 'nothing']), (error: Error) => {
      assert.match(error.message, /^git rev-parse failed in .*: fatal: Needed a single revision$/);
      return isSwarmError(error, 'git');
    });
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort();
    await assert.rejects(git.run(['version'], { signal }), (error) =>
      isSwarmError(error, 'cancelled'),
    );
  });

  it('runs no hooks of the user, and takes its identity from nobody', async () => {
    await project.write('.git/hooks/reference-transaction', '#!/bin/sh\nexit 1\n', 0o755);
    const tree = await git.text(['write-tree']);
    const commit = await git.text(['commit-tree', tree, '-m', 'ours']);
    await git.run(['update-ref', 'refs/swarm/r1/base', commit]);
    const author = await git.text(['log', '-1', '--format=%an', commit]);
    assert.equal(author, 'Swarm Autofix');
  });

  it('keeps its variables wherever it goes', async () => {
    const bound = new GitCommand('/').with({ GIT_DIR: project.path('.git') }).at(project.folder);
    assert.equal(await bound.text(['rev-parse', '--git-dir']), project.path('.git'));
  });
});
