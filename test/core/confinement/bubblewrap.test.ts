import { deepEqual, equal, match, notEqual, rejects } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProcessResult, runProcess } from '../../../src/core/base/runProcess.ts';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { findSandbox } from '../../../src/core/confinement/findSandbox.ts';
import type { Sandbox } from '../../../src/core/confinement/sandbox.ts';
import { bubblewrapOrSkip, type Ground, layOutGround } from './ground.ts';

describe('a program under bubblewrap', () => {
  let sandbox: Sandbox;
  let ground: Ground;

  before(async function () {
    sandbox = await bubblewrapOrSkip(this);
  });

  beforeEach(async () => {
    ground = await layOutGround(sandbox);
  });

  afterEach(() => ground.repository.remove());

  /** Tries to write a file; it must be refused, and nothing must be there. */
  async function isRefused(path: string, before?: string): Promise<void> {
    const { exitCode, stderr } = await ground.confined(`echo written > '${path}'`);
    notEqual(exitCode, 0, path);
    match(stderr, /read-only file system|permission denied|nonexistent/i);
    equal(existsSync(path) ? await readFile(path, 'utf8') : undefined, before);
  }

  it('writes in its worktree and in its own state, and what it has written stays', async () => {
    const { exitCode, stderr } = await ground.confined(
      `echo one > src/b.ts && rm src/a.ts && mkdir deep && echo two > '${ground.state}/log'`,
    );
    deepEqual([exitCode, stderr], [0, '']);
    equal(await readFile(join(ground.worktree, 'src/b.ts'), 'utf8'), 'one\n');
    equal(existsSync(join(ground.worktree, 'src/a.ts')), false);
    equal(existsSync(join(ground.worktree, 'deep')), true);
    equal(await readFile(join(ground.state, 'log'), 'utf8'), 'two\n');
  });

  it('gets its arguments and its input, and says how it ended', async () => {
    const shell = { command: 'sh', args: ['-c', 'cat; pwd; echo "$1"; exit 7', 'sh', 'a b'] };
    const program = await sandbox.wrap(shell, ground.territory);
    // Started elsewhere, it still finds itself in the worktree.
    const result = await runProcess({ ...program, cwd: homedir(), input: 'hello\n' });
    deepEqual(result.stdout.toString().split('\n'), ['hello', ground.worktree, 'a b', '']);
    equal(result.exitCode, 7);
  });

  it('writes neither to the home of its user nor to the system', async () => {
    const name = `swarm-autofix-${process.pid}`;
    const paths = [homedir(), '/etc', '/usr', '/'].map((folder) => join(folder, name));
    try {
      for (const path of paths) await isRefused(path);
    } finally {
      await Promise.all(paths.map((path) => rm(path, { force: true })));
    }
  });

  it('sees the main checkout and what else it may see, and does not write there', async () => {
    await writeFile(join(ground.outside, 'notes'), 'mine\n');
    const { stdout } = await ground.confined(`cat '${ground.outside}/notes'`);
    equal(stdout.toString(), 'mine\n');
    await isRefused(join(ground.outside, 'notes'), 'mine\n');
    await isRefused(join(ground.outside, 'new'));
    await isRefused(ground.repository.path('src/a.ts'), 'const a = 1;\n');
    await isRefused(ground.repository.path('.git/config.new'));
  });

  it('has temporary folders of its own, which end with it', async () => {
    const name = `swarm-autofix-${process.pid}`;
    await writeFile(join(ground.repository.folder, 'secret'), 'mine\n');
    for (const folder of ['/tmp', '/var/tmp', '/dev/shm', tmpdir()]) {
      const { exitCode } = await ground.confined(`echo hidden > '${folder}/${name}'`);
      deepEqual([exitCode, existsSync(join(folder, name))], [0, false], folder);
    }
    const { stdout } = await ground.confined(`ls '${ground.repository.folder}'`);
    deepEqual(stdout.toString().trim().split('\n'), ['cache', 'outside', 'project', 'state']);
  });

  it('does not get out through a link in its worktree', async () => {
    await writeFile(join(ground.outside, 'notes'), 'mine\n');
    await symlink(ground.outside, join(ground.worktree, 'before'));
    const { exitCode } = await ground.confined(
      `ln -s '${ground.outside}' after; echo out > before/notes; echo out > after/notes`,
    );
    notEqual(exitCode, 0);
    equal(await readFile(join(ground.outside, 'notes'), 'utf8'), 'mine\n');
  });

  it('does not get further the next time, through a link that it has laid itself', async () => {
    const laid = join(ground.state, 'cache');
    await ground.confined(`ln -s '${ground.outside}' '${laid}'`);
    const writable = [...ground.territory.writable, laid];
    const { exitCode } = await ground.confined(`echo out > '${laid}/new'`, { writable });
    deepEqual([exitCode === 0, await readdir(ground.outside)], [false, []]);
  });

  describe('beside dependencies that are the files of the user', () => {
    let theirs: string;

    beforeEach(async () => {
      theirs = ground.repository.path('node_modules/tool/index.js');
      await ground.repository.write('node_modules/tool/index.js', 'good\n');
      await mkdir(join(ground.worktree, 'node_modules/tool'), { recursive: true });
      await link(theirs, join(ground.worktree, 'node_modules/tool/index.js'));
    });

    it('reads them and does not change them', async () => {
      const script = 'cat node_modules/tool/index.js; echo bad > node_modules/tool/index.js';
      const { exitCode, stdout } = await ground.confined(script);
      deepEqual([exitCode === 0, stdout.toString()], [false, 'good\n']);
      equal(await readFile(theirs, 'utf8'), 'good\n');
    });

    it('gives none of them a second name in order to write to it', async () => {
      const own = `ln node_modules/tool/index.js mine.js; echo bad > mine.js`;
      const main = `ln '${theirs}' other.js; echo bad > other.js`;
      await ground.confined(`${own}; ${main}`);
      equal(await readFile(theirs, 'utf8'), 'good\n');
    });

    it('does not put another folder, or another .git, in their place', async () => {
      for (const name of ['node_modules', '.git']) {
        const moved = await ground.confined(`mv ${name} elsewhere`);
        const removed = await ground.confined(`rm -rf ${name}`);
        deepEqual([moved.exitCode === 0, removed.exitCode === 0], [false, false], name);
      }
      match(await readFile(join(ground.worktree, '.git'), 'utf8'), /^gitdir: /);
      equal(await readFile(theirs, 'utf8'), 'good\n');
    });
  });

  it('does not change itself, although it lies in its own state', async () => {
    const own = join(ground.state, 'bin/agent');
    await mkdir(join(ground.state, 'bin'));
    await writeFile(own, 'agent\n');
    const visible = [...ground.territory.visible, own];
    const { exitCode } = await ground.confined(`echo other > '${own}'`, { visible });
    deepEqual([exitCode === 0, await readFile(own, 'utf8')], [false, 'agent\n']);
  });

  it('works in a worktree that is reached through a link', async () => {
    const worktree = join(ground.repository.folder, 'linked/slot');
    const readOnly = [join(worktree, '.git')];
    const { exitCode, stdout, stderr } = await ground.confined(
      'pwd -L; echo one > src/b.ts; git status --porcelain; echo x > .git',
      { worktree, readOnly },
    );
    equal(stdout.toString(), `${worktree}\n?? src/b.ts\n`);
    notEqual(exitCode, 0);
    match(stderr, /read-only/i);
    equal(await readFile(join(ground.worktree, 'src/b.ts'), 'utf8'), 'one\n');
  });

  it('is not started at all without its worktree', async () => {
    const territory = { ...ground.territory, worktree: join(ground.outside, 'none') };
    const program = { command: 'sh', args: [] };
    await rejects(sandbox.wrap(program, territory), (error) => isSwarmError(error, 'environment'));
  });

  describe('whose folders lie where it gets empty ones', () => {
    async function confinedWith(env: NodeJS.ProcessEnv, script: string): Promise<ProcessResult> {
      const answer = await findSandbox({ env });
      const shell = { command: 'sh', args: ['-c', script] };
      const program = await answer.sandbox?.wrap(shell, ground.territory);
      return runProcess({ ...(program ?? shell), cwd: ground.worktree, env });
    }

    it('finds programs', async () => {
      const bin = join(ground.repository.folder, 'bin');
      await mkdir(bin);
      await writeFile(join(bin, 'greet'), '#!/bin/sh\necho hello\n', { mode: 0o755 });
      const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}` };
      equal((await confinedWith(env, 'greet')).stdout.toString(), 'hello\n');
    });

    it('still writes to such a folder in its worktree', async () => {
      await mkdir(join(ground.worktree, 'bin'));
      const env = { ...process.env, PATH: `${ground.worktree}/bin:${process.env['PATH']}` };
      const { exitCode, stderr } = await confinedWith(env, 'echo one > bin/tool');
      deepEqual([exitCode, stderr], [0, '']);
    });

    it('sees its home, and does not write there', async () => {
      const home = join(ground.repository.folder, 'home');
      await mkdir(home);
      await writeFile(join(home, '.profile'), 'mine\n');
      const script = 'cat "$HOME/.profile"; echo bad > "$HOME/.profile"';
      const { exitCode, stdout } = await confinedWith({ ...process.env, HOME: home }, script);
      deepEqual([exitCode === 0, stdout.toString()], [false, 'mine\n']);
      equal(await readFile(join(home, '.profile'), 'utf8'), 'mine\n');
    });
  });
});
