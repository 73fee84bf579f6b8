import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import {
  hashesBelow,
  type MarkerProject,
  markerChecker,
  markerProject,
} from '../support/markerProject.ts';

const program = resolve(import.meta.dirname, '../../dist/cli.js');

/** What git itself writes when it keeps objects and refs of ours. */
const ours = ['.git/objects', '.git/refs', '.git/logs', '.git/swarm-autofix', '.git/worktrees'];

interface RunDocument {
  readonly stopReason: string;
  readonly issues: Readonly<Record<string, number>>;
  readonly tasks: readonly { readonly state: string; readonly errors: readonly string[] }[];
  readonly delivered?: { readonly commit: string; readonly files: readonly string[] };
}

describe('on a build server, the command line', () => {
  let project: MarkerProject;

  beforeEach(async () => {
    project = await markerProject(4);
  });

  afterEach(() => project.remove());

  async function fix(...more: string[]): Promise<RunDocument> {
    const { stdout, stderr } = await project.cli(...project.runOptions(), '--json', ...more);
    ok(stdout !== '', stderr);
    return JSON.parse(stdout) as RunDocument;
  }

  function plan(...more: string[]) {
    return project.cli('run', '--check', markerChecker, ...more);
  }

  async function git(...args: string[]): Promise<string> {
    return (await project.repository.hand.raw(args)).trim();
  }

  describe('looks only at what is new', () => {
    it('since a commit: changed lines and new files, with a commit or without', async () => {
      const { repository } = project;
      await repository.write('src/file1.txt', 'first\nBAD\nlast\nBAD\n');
      await git('commit', '--all', '--message', 'one more');
      await repository.write('src/new.txt', 'BAD\n');
      const { stdout } = await plan('--since', 'HEAD~1');
      match(stdout, /^2 problems in 2 files/);
      match(stdout, /Left out: 4 in lines that have not been changed\./);
      match((await plan('--since', 'HEAD')).stdout, /^1 problem in 1 file/);
    });

    it('since the branch was left, whatever has been done over there meanwhile', async () => {
      const { repository } = project;
      await git('checkout', '--quiet', '-b', 'topic');
      await repository.write('src/mine.txt', 'BAD\n');
      await git('add', '.');
      await git('commit', '--message', 'mine');
      await git('checkout', '--quiet', '-');
      await repository.write('src/file1.txt', 'BAD\n');
      await git('commit', '--all', '--message', 'theirs');
      const theirs = await git('rev-parse', 'HEAD');
      await git('checkout', '--quiet', 'topic');
      match((await plan('--since', theirs)).stdout, /^1 problem in 1 file/);
    });

    it('that no earlier report knows, wherever its lines are now', async () => {
      const { repository } = project;
      await plan('--sarif', 'known.sarif');
      const none = await plan('--baseline', 'known.sarif');
      deepEqual(
        [none.exitCode, none.stdout],
        [0, 'No problems found.\nLeft out: 4 known from before.\n'],
      );
      await repository.write('src/file1.txt', 'new\nnew\nfirst 1\nBAD\nlast 1\n');
      await repository.write('src/file2.txt', 'first 2\nBAD\nBAD\nlast 2\n');
      const { stdout } = await plan('--baseline', 'known.sarif');
      match(stdout, /^1 problem in 1 file/);
      match(stdout, /src\/file2\.txt/);
    });

    it('and says in a line what it cannot find', async () => {
      const cases = [
        [['--since', 'nowhere'], /^swarm-autofix: There is no commit "nowhere" here; name one/],
        [['--since='], /^swarm-autofix: There is no commit "" here; name one/],
        [['--since=^HEAD'], /^swarm-autofix: There is no commit "\^HEAD" here; name one/],
        [['--since=@{u}'], /^swarm-autofix: There is no commit "@\{u\}" here; name one/],
        [['--baseline', 'nothing.sarif'], /^swarm-autofix: --baseline: ENOENT/],
      ] as const;
      for (const [more, words] of cases) {
        const { exitCode, stdout, stderr } = await plan(...more);
        deepEqual([exitCode, stdout], [2, '']);
        match(stderr, words);
      }
    });
  });

  describe('stops', () => {
    it('when as many problems are fixed as were asked for', async () => {
      const { issues, stopReason, tasks } = await fix('--max-fixes', '3');
      deepEqual([issues['fixed'], issues['remaining'], stopReason], [3, 1, 'limit']);
      const left = tasks.filter(({ state }) => state === 'cancelled');
      equal(left.length, 1);
    });

    it('in the middle of a file, when that has more than were asked for', async () => {
      await project.repository.write('src/file1.txt', 'BAD\nBAD 2\nBAD 3\n');
      const args = ['run', '--ai-fix', '--check', markerChecker, '--no-swarm', '--json'];
      const mendOne = "sed -i '0,/BAD/s//GOOD/' src/file1.txt";
      const answer = await project.cli(
        ...args,
        '--agent-command',
        mendOne,
        '--max-fixes',
        '1',
        'src/file1.txt',
      );
      const { issues } = JSON.parse(answer.stdout) as RunDocument;
      deepEqual([issues['found'], issues['fixed'], issues['remaining']], [3, 1, 2]);
    });
  });

  describe('delivers what is verified', () => {
    it('as a branch, and touches nothing else', async () => {
      const { root } = project.repository;
      const before = await hashesBelow(root, ours);
      const { delivered } = await fix('--output', 'branch:fixes');
      deepEqual(await hashesBelow(root, ours), before);
      equal(await git('rev-parse', 'fixes'), delivered?.commit);
      equal(await git('rev-parse', 'fixes~1'), await git('rev-parse', 'HEAD'));
      equal(await git('show', 'fixes:src/file1.txt'), 'first 1\nGOOD\nlast 1');
      equal(await git('diff', '--name-only', 'HEAD', 'fixes'), delivered?.files.join('\n'));
    });

    it('as a branch without edits that have no commit', async () => {
      await project.repository.write('src/mine.txt', 'mine\n');
      await fix('--output', 'branch:fixes');
      const files = await git('ls-tree', '--name-only', 'fixes', 'src/');
      ok(!files.includes('mine.txt'), files);
    });

    it('as a patch that git applies', async () => {
      const { root } = project.repository;
      await fix('--output', 'patch:fixes.patch');
      match(await readFile(join(root, 'src/file1.txt'), 'utf8'), /BAD/);
      await git('apply', 'fixes.patch');
      equal(await readFile(join(root, 'src/file1.txt'), 'utf8'), 'first 1\nGOOD\nlast 1\n');
    });

    it('into the working tree', async () => {
      await fix('--output', 'worktree');
      const text = await readFile(join(project.repository.root, 'src/file1.txt'), 'utf8');
      equal(text, 'first 1\nGOOD\nlast 1\n');
    });

    it('and makes neither a branch nor a patch out of nothing', async () => {
      const lazy = ['run', '--ai-fix', '--check', markerChecker, '--agent-command', 'true'];
      for (const output of ['branch:fixes', 'patch:fixes.patch']) {
        const { stdout, exitCode } = await project.cli(...lazy, '--output', output);
        equal(exitCode, 1);
        match(stdout, /Nothing was verified, so there is no (branch|patch)\./);
      }
      equal(await git('branch', '--list', 'fixes'), '');
      equal(await git('status', '--porcelain'), '');
    });

    it('only where there is room, which it looks for first', async () => {
      await git('branch', 'taken');
      await project.repository.write('taken.patch', 'mine\n');
      await project.repository.link('dangling.patch', '/nowhere/at/all');
      const cases = [
        ['branch:taken', /There is a branch taken already; name another one/],
        ['branch:-x', /"-x" is no name for a branch/],
        ['branch:a..b', /"a\.\.b" is no name for a branch/],
        ['patch:taken.patch', /There is a file .*taken\.patch already/],
        ['patch:dangling.patch', /There is a file .*dangling\.patch already/],
        ['patch:no/such/x.patch', /There is no folder .*no\/such for the patch/],
        ['mail', /It takes worktree, branch, branch:NAME, patch, or patch:FILE/],
      ] as const;
      for (const [output, words] of cases) {
        const answer = await project.cli(...project.runOptions(), '--output', output);
        equal(answer.exitCode, 2, output);
        match(answer.stderr, words);
      }
      match((await project.cli('list')).stdout, /^No runs? yet/);
      equal(await readFile(join(project.repository.root, 'taken.patch'), 'utf8'), 'mine\n');
    });
  });

  describe('tells what is left', () => {
    const lazy = ['run', '--ai-fix', '--check', markerChecker, '--agent-command', 'true'];

    it('a line each, as links', async () => {
      const { stdout } = await project.cli(...lazy, '--summary', 'plain');
      match(stdout, /^src\/file1\.txt:2:1: error: a bad line \[.*\] remains$/m);
    });

    it('to GitHub, at the lines of a pull request and on the page of the job', async () => {
      const page = join(project.repository.folder, 'summary.md');
      await project.remove();
      project = await markerProject(2, { GITHUB_STEP_SUMMARY: page });
      await mkdir(project.repository.folder, { recursive: true });
      await mkdir(join(page, '..'), { recursive: true });
      await project.repository.write('src/a,b%c.txt', 'BAD\n');
      const { stdout } = await project.cli(...lazy, '--summary', 'github');
      match(stdout, /^::error file=src\/file1\.txt,line=2,col=1,title=.*remains::a bad line$/m);
      match(stdout, /^::error file=src\/a%2Cb%25c\.txt,line=1,/m);
      const text = await readFile(page, 'utf8');
      match(text, /^### Swarm Autofix: 0 of 3 problems fixed and checked$/m);
      match(text, /^\| .*ts.* \| 3 \| 3 \|$/m);
      await rm(join(page, '..'), { recursive: true });
    });

    it('to GitLab, as its Code Quality report', async () => {
      await project.cli(...lazy, '--summary', 'gitlab');
      const path = join(project.repository.root, 'gl-code-quality-report.json');
      const report = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>[];
      equal(report.length, 4);
      deepEqual(Object.keys(report[0] ?? {}), [
        ...['description', 'check_name', 'fingerprint', 'severity', 'location'],
      ]);
      deepEqual(report[0]?.['location'], { path: 'src/file1.txt', lines: { begin: 2 } });
    });

    it('beside a document, which stays one', async () => {
      const { stdout, stderr } = await project.cli(...lazy, '--json', '--summary', 'plain');
      equal((JSON.parse(stdout) as RunDocument).issues['remaining'], 4);
      match(stderr, /src\/file1\.txt:2:1: error/);
    });

    it('as SARIF in a file, with words for people besides', async () => {
      const { stdout } = await project.cli(...lazy, '--sarif', 'left.sarif');
      match(stdout, /0 of 4 problems fixed/);
      const path = join(project.repository.root, 'left.sarif');
      const log = JSON.parse(await readFile(path, 'utf8')) as { runs: { results: unknown[] }[] };
      equal(log.runs[0]?.results.length, 4);
    });

    it('as SARIF for a path that only stands behind the option', async () => {
      const { stdout } = await project.cli('run', '--check', markerChecker, '--sarif', 'src');
      const log = JSON.parse(stdout) as { runs: { results: unknown[] }[] };
      equal(log.runs[0]?.results.length, 4);
    });
  });

  describe('without a terminal', () => {
    const run = promisify(execFile);

    function fixWith(env: NodeJS.ProcessEnv) {
      const { PATH } = process.env;
      const args = [program, ...project.runOptions(), '--json', '--mahavishnu', 'off'];
      return run(process.execPath, args, { cwd: project.repository.root, env: { PATH, ...env } });
    }

    it('and without a home works in a temporary folder of its own', async () => {
      const temporary = join(project.repository.folder, 'tmp');
      await mkdir(temporary);
      const { stdout, stderr } = await fixWith({ HOME: '', TMPDIR: temporary });
      equal((JSON.parse(stdout) as RunDocument).issues['fixed'], 4);
      match(stderr, /The cache folder cannot be used: there is no home folder; worktrees are in /);
    });

    it('with nowhere to write says so, and ends', async () => {
      const nowhere = { XDG_CACHE_HOME: '/proc/sys', TMPDIR: '/proc/sys' };
      for (const env of [nowhere, { SWARM_CACHE: '/proc/none' }]) {
        const failure: unknown = await fixWith(env).catch((error: unknown) => error);
        const { code, stderr } = failure as { code: number; stderr: string };
        equal(code, 2);
        match(stderr, /worktrees.*(ENOENT|EPERM|EACCES).* the variable SWARM_CACHE\.\n$/s);
      }
    });

    it('with a cache that is a file works in a temporary folder', async () => {
      const home = join(project.repository.folder, 'home');
      await mkdir(home);
      await writeFile(join(home, '.cache'), '');
      await chmod(join(home, '.cache'), 0o400);
      const { stdout, stderr } = await fixWith({ HOME: home, TMPDIR: project.repository.folder });
      equal((JSON.parse(stdout) as RunDocument).issues['fixed'], 4);
      match(stderr, /The cache folder cannot be used: .*; worktrees are in /);
    });
  });
});
