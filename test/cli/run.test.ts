import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import {
  hashesBelow,
  type MarkerProject,
  markerChecker,
  markerProject,
} from '../support/markerProject.ts';

/** What git itself writes when it keeps objects and refs of ours; nothing of the user's is in there. */
const ours = ['.git/objects', '.git/refs/swarm', '.git/swarm-autofix', '.git/worktrees'];

interface Verdicts {
  readonly verdict: string;
}

interface TaskDocument {
  readonly taskId: string;
  readonly state: string;
  readonly success: boolean;
  readonly merged: boolean;
  readonly commit: string | null;
  readonly filesModified: readonly string[];
  readonly issues: readonly Verdicts[];
}

interface RunDocument {
  readonly schemaVersion: number;
  readonly stopReason: string;
  readonly mode: string;
  readonly workers: number;
  readonly issues: Readonly<Record<string, number>>;
  readonly tasks: readonly TaskDocument[];
}

describe('the command line', () => {
  let project: MarkerProject;

  beforeEach(async () => {
    project = await markerProject(5);
  });

  afterEach(() => project.remove());

  async function fix(...more: string[]): Promise<RunDocument> {
    const { stdout } = await project.cli(...project.runOptions(), '--json', ...more);
    return JSON.parse(stdout) as RunDocument;
  }

  it('says that nobody has looked when there is nobody who could, rather than that all is well', async () => {
    for (const more of [[], ['--ai-fix']]) {
      const { exitCode, stdout, stderr } = await project.cli('run', ...more);
      deepEqual([exitCode, stdout], [2, '']);
      match(
        stderr,
        /^(.*\n)*swarm-autofix: Nothing here can be checked: .* Name a checker with --check/,
      );
    }
  });

  it('refuses a path that is not there, rather than find nothing in it', async () => {
    const { exitCode, stderr } = await project.cli('run', '--check', markerChecker, 'srcc');
    equal(exitCode, 2);
    match(stderr, /^swarm-autofix: There is no srcc in /);
  });

  it('shows the plan without --ai-fix, and changes nothing at all', async () => {
    const before = await hashesBelow(project.repository.root);
    const { stdout, exitCode } = await project.cli('run', '--check', markerChecker);
    equal(exitCode, 1);
    match(stdout, /5 problems in 5 files, 5 tasks/);
    match(stdout, /Nothing was changed/);
    deepEqual(await hashesBelow(project.repository.root), before);
  });

  it('fixes with --ai-fix, and leaves the working tree, index, HEAD and branches alone', async () => {
    await project.repository.write('ignored', 'mine');
    await project.repository.write('src/new.txt', 'BAD\n');
    await project.repository.hand.add('src/new.txt');
    const before = await hashesBelow(project.repository.root, ours);
    const report = await fix();
    equal(report.schemaVersion, 1);
    equal(report.stopReason, 'clean');
    deepEqual([report.mode, report.workers], ['parallel', 4]);
    deepEqual(
      [report.issues['found'], report.issues['fixed'], report.issues['introduced']],
      [6, 6, 0],
    );
    ok(
      report.tasks.every((task) => task.success && task.state === 'ready' && task.commit !== null),
    );
    deepEqual(await hashesBelow(project.repository.root, ours), before);
  });

  it('merges what is verified, takes it back, and merges it again', async () => {
    await fix();
    equal((await project.cli('merge', '--verified')).exitCode, 0);
    equal(await project.repository.read('src/file3.txt'), 'first 3\nGOOD\nlast 3\n');
    const { stdout } = await project.cli('undo');
    match(stdout, /ready again: t01, t02, t03, t04, t05/);
    equal(await project.repository.read('src/file3.txt'), 'first 3\nBAD\nlast 3\n');
    equal((await project.cli('merge', 't03')).exitCode, 0);
    equal(await project.repository.read('src/file3.txt'), 'first 3\nGOOD\nlast 3\n');
    equal(await project.repository.read('src/file4.txt'), 'first 4\nBAD\nlast 4\n');
  });

  it('merges by itself with --merge verified', async () => {
    const report = await fix('--merge', 'verified');
    ok(report.tasks.every((task) => task.merged && task.state === 'merged'));
    equal(await project.repository.read('src/file1.txt'), 'first 1\nGOOD\nlast 1\n');
  });

  it('keeps what the user edits while it runs, also in the files that are being fixed', async () => {
    const edit = `echo mine >> ${project.repository.path('src/file2.txt')}`;
    await project.cli(
      ...project.runOptions(`test -e src/file2.txt && [ $$ ] && ${edit}`),
      '--workers',
      '1',
    );
    const edited = await project.repository.read('src/file2.txt');
    match(edited, /BAD\nlast 2\nmine/);
    await project.cli('merge', 't02');
    equal(await project.repository.read('src/file2.txt'), edited.replace('BAD', 'GOOD'));
  });

  it('refuses to merge over lines that the user has edited, and says so', async () => {
    await fix();
    await project.repository.write('src/file2.txt', 'first 2\nmy own\nlast 2\n');
    const { stdout, exitCode } = await project.cli('merge', '--verified');
    equal(exitCode, 1);
    match(stdout, /t02 was left out: the same lines were edited in src\/file2\.txt/);
    equal(await project.repository.read('src/file2.txt'), 'first 2\nmy own\nlast 2\n');
    equal(await project.repository.read('src/file1.txt'), 'first 1\nGOOD\nlast 1\n');
  });

  it('works one task at a time with --no-swarm', async () => {
    const report = await fix('--no-swarm');
    deepEqual([report.mode, report.workers, report.issues['fixed']], ['sequential', 1, 5]);
  });

  it('takes problems from a report', async () => {
    const problems = JSON.stringify([
      { file: 'src/file1.txt', line: 2, column: 1, message: 'a bad line', source: 'ts', code: '1' },
    ]);
    await project.repository.write('problems.json', problems);
    const report = await fix('--issues', 'problems.json');
    deepEqual([report.issues['found'], report.issues['fixed']], [1, 1]);
  });

  it('never calls anything fixed with --no-verify', async () => {
    const report = await fix('--no-verify');
    deepEqual([report.issues['fixed'], report.issues['unverified']], [0, 5]);
    ok(report.tasks.every((task) => !task.success));
  });

  it('limits the run to paths and types', async () => {
    equal((await fix('src/file1.txt')).issues['found'], 1);
    equal((await fix('--types', 'security')).issues['found'], 0);
  });

  it('stops on request with exit code 130, and keeps what had finished', async () => {
    const slow = 'case "$files" in *file1.txt) ;; *) sleep 60;; esac';
    const child = project.start(...project.runOptions(slow), '--workers', '5', '--json');
    const written: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => written.push(chunk));
    const code = new Promise((done) => child.once('close', done));
    for (;;) {
      const list = JSON.parse((await project.cli('list', '--json')).stdout) as {
        runs: RunDocument[];
      };
      if (list.runs[0]?.tasks.some((task) => task.state === 'ready')) break;
    }
    equal((await project.cli('cancel')).exitCode, 0);
    equal(await code, 130);
    const report = JSON.parse(Buffer.concat(written).toString()) as RunDocument;
    equal(report.stopReason, 'cancelled');
    deepEqual(report.tasks.map((task) => task.state).sort(), [
      ...Array(4).fill('cancelled'),
      'ready',
    ]);
  });

  it('calls itself cancelled also when nothing had finished', async () => {
    const child = project.start(...project.runOptions('sleep 60'), '--json');
    const written: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => written.push(chunk));
    const code = new Promise((done) => child.once('close', done));
    for (;;) {
      const { stdout } = await project.cli('swarm', 'status', '--json');
      if ((JSON.parse(stdout) as { workers: unknown[] }).workers.length > 0) break;
    }
    equal((await project.cli('cancel')).exitCode, 0);
    equal(await code, 130);
    equal((JSON.parse(Buffer.concat(written).toString()) as RunDocument).stopReason, 'cancelled');
  });

  it('writes what is left as SARIF', async () => {
    const lazy = [
      'run',
      '--ai-fix',
      '--check',
      markerChecker,
      '--agent-command',
      'true',
      '--sarif',
    ];
    const { stdout, exitCode } = await project.cli(...lazy);
    const log = JSON.parse(stdout) as { runs: { results: { properties: Verdicts }[] }[] };
    equal(exitCode, 1);
    deepEqual(
      new Set(log.runs[0]?.results.map((one) => one.properties.verdict)),
      new Set(['remains']),
    );
  });
});

describe('review on the command line', () => {
  let project: MarkerProject;

  before(async () => {
    project = await markerProject(3);
    await project.cli(...project.runOptions());
  });

  after(() => project.remove());

  it('lists the tasks of the latest run', async () => {
    const { stdout } = await project.cli('list');
    match(stdout, /3 of 3 problems fixed \(clean\)/);
    match(stdout, /t01\s+verified\s+1 fixed\s+src\/file1\.txt/);
  });

  it('shows the patch of a task', async () => {
    const { stdout } = await project.cli('diff', 't01');
    match(stdout, /-BAD\n\+GOOD/);
  });

  it('shows verdicts and log of a task', async () => {
    const { stdout } = await project.cli('show', 't02');
    match(stdout, /fixed {6}src\/file2\.txt:2:1 ts\(1\) a bad line/);
  });

  it('tells how it stands', async () => {
    const { stdout } = await project.cli('swarm', 'status', '--json');
    const status = JSON.parse(stdout) as { run: string | null; toReview: number };
    deepEqual([status.run, status.toReview], [null, 3]);
  });

  it('keeps unreviewed runs when it cleans, and removes them with --all', async () => {
    match((await project.cli('clean')).stdout, /Kept run \S+: 3 tasks to review/);
    await project.cli('discard', 't01', 't02', 't03');
    match((await project.cli('clean')).stdout, /and 1 run\./);
    const refs = await project.repository.hand.raw('for-each-ref', 'refs/swarm');
    equal(refs, '');
    equal((await project.repository.hand.raw('worktree', 'list')).trim().split('\n').length, 1);
  });
});

describe('wrong usage', () => {
  let project: MarkerProject;

  before(async () => {
    project = await markerProject(1);
  });

  after(() => project.remove());

  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['an unknown option', ['run', '--fast'], /unknown option '--fast'/],
    ['too many workers', ['run', '--workers', '51'], /whole number from 1 to 50/],
    ['an unknown type', ['run', '--types', 'nonsense'], /no type "nonsense"/],
    [
      'an unknown agent',
      ['run', '--ai-fix', '--agent', 'nobody'],
      /no agent "nobody"; there are quickfix/,
    ],
    ['a missing report', ['run', '--issues', 'nothing.json'], /--issues: .*nothing\.json/],
    ['a path outside', ['run', '../elsewhere'], /outside of the repository/],
    ['a task that is not there', ['show', 't77'], /no run yet|no task t77/],
    ['merge without tasks', ['merge'], /merge takes tasks, or --verified/],
    ['undo without a merge', ['undo'], /no merge to take back/],
    ['cancel without a run', ['cancel'], /No run is going on/],
    ['a checker that cannot be started', ['run', '--check', 'no-such-program'], /no-such-program/],
    ['a worker without a folder', ['worker'], /--task DIR/],
  ];
  for (const [name, args, words] of cases) {
    it(`is told in one line with exit code 2: ${name}`, async () => {
      const before = await hashesBelow(project.repository.root);
      const { exitCode, stderr, stdout } = await project.cli(...args);
      equal(exitCode, 2);
      match(stderr, words);
      equal(stdout, '');
      ok(stderr.trim().split('\n').length <= 2, stderr);
      deepEqual(await hashesBelow(project.repository.root), before);
    });
  }

  it('is told outside of a repository', async () => {
    const outside = await markerProject(1);
    await rm(outside.repository.path('.git'), { recursive: true });
    const { exitCode, stderr } = await outside.cli('run');
    await outside.remove();
    equal(exitCode, 2);
    match(stderr, /not .*a git repository/);
  });
});
