import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { withScratchRepository } from '../../../src/core/bundles/scratchRepository.ts';
import { packTask } from '../../../src/core/bundles/taskBundle.ts';
import { GitCommand } from '../../../src/core/git/gitCommand.ts';
import type {
  AgentSettings,
  CommandAgentSettings,
  RemoteAgentSettings,
} from '../../../src/core/protocol/settings.ts';
import type { SwarmTask } from '../../../src/core/protocol/swarmTask.ts';
import type { TaskFile } from '../../../src/core/protocol/taskFile.ts';
import { TaskFolder } from '../../../src/core/runner/taskFolder.ts';
import { assertEnded } from '../../support/isRunning.ts';
import {
  assertTold,
  errorsOf,
  type FinishedJob,
  type RunnerProject,
  verdictsOf,
} from '../../support/runnerProject.ts';
import { honest, openShop, problems, type Shop } from '../../support/shopProject.ts';

const { type, module: missing, var: oldVar } = problems;
const program = resolve(import.meta.dirname, '../../../dist/cli.js');
const packages = resolve(import.meta.dirname, '../../../node_modules');
const worker = `"${process.execPath}" "${program}" worker --bundle`;

/** A worktree has packages already; over there they are "installed". */
const setupCommand = `[ -e node_modules ] || ln -s '${packages}' node_modules`;

function canHideFolders(): boolean {
  try {
    execFileSync('unshare', ['-rmn', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** For programs that pass for a worker: takes the bundle apart, and sends what they have made of it. */
const forge = `
import { tmpdir } from 'node:os';
const site = fs.mkdtempSync(tmpdir() + '/forge-');
process.on('exit', () => fs.rmSync(site, { recursive: true, force: true }));
fs.writeFileSync(site + '/incoming', fs.readFileSync(0));
git('init', '--quiet', site + '/files');
process.chdir(site + '/files');
git('config', 'user.email', 'forger@localhost');
git('config', 'user.name', 'Forger');
git('fetch', '--quiet', site + '/incoming', '+refs/heads/*:refs/heads/*');
git('checkout', '--quiet', '--detach', 'task');
const commitReport = (report) => {
  const words = typeof report === 'string' ? report : JSON.stringify(report);
  const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], { encoding: 'utf8', input: words });
  const input = '100644 blob ' + blob.trim() + '\\tswarm.json\\n';
  const tree = execFileSync('git', ['mktree'], { encoding: 'utf8', input }).trim();
  git('branch', '--force', 'report', git('commit-tree', tree, '-m', 'report').trim());
};
const send = (...refs) => {
  git('bundle', 'create', '--quiet', site + '/out', ...refs);
  process.stdout.write(fs.readFileSync(site + '/out'));
};
const commit = () => {
  git('add', '--all', '--force');
  git('commit', '--quiet', '--allow-empty', '--message', 'fix');
  git('branch', '--force', 'fix');
};
commitReport({ version: 1, errors: [], log: 'All fixed.' });
`;

/** The body of an agent that says who it is, in a file that is there at once or not at all, and stays. */
function announce(note: string): string {
  const [unfinished, path] = [JSON.stringify(`${note}.new`), JSON.stringify(note)];
  return `fs.writeFileSync(${unfinished}, String(process.pid)); fs.renameSync(${unfinished}, ${path}); setInterval(() => {}, 1000);`;
}

async function announced(note: string): Promise<number> {
  while (!existsSync(note)) await setImmediate();
  return Number(readFileSync(note, 'utf8'));
}

function taskOf(shop: Shop): SwarmTask {
  const issues = shop.issues.filter((issue) => issue.id === type);
  const kinds = { issueType: 'type_error', priority: 1 } as const;
  return { taskId: 't01', ...kinds, filePaths: ['src/price.ts'], issues, reason: 'a test' };
}

describe('an agent on another machine', () => {
  let shop: Shop;
  let project: RunnerProject;

  before(async () => {
    shop = await openShop();
    project = shop.project;
  });

  after(() => project.remove());

  /** @param command takes the place of what carries bundles, such as `ssh`. */
  function attempt(
    command: string,
    id: string = type,
    further: readonly CommandAgentSettings[] = [],
    more: { readonly setupCommand?: string } = {},
  ): Promise<FinishedJob> {
    const agents = [{ kind: 'quickfix', id: 'quickfix' } as const, ...further];
    const remote: RemoteAgentSettings = { kind: 'remote', id: 'farm', command, agents };
    const issues = shop.issues.filter((issue) => issue.id === id);
    return project.fix({ agents: [remote], issues, setupCommand, ...more });
  }

  /** Lets something pass for the other machine that answers with a bundle of its own making. */
  async function forgery(body: string, id: string = type): Promise<FinishedJob> {
    const { command } = await project.agent('forger', `${forge}${body}`);
    return attempt(command, id);
  }

  it('mends what it is sent, with no folder and no network in common', async function () {
    // Where no namespace can be made, the tests below are what is left of it.
    if (!canHideFolders()) this.skip();
    const hide = `cd / && mount -t tmpfs none '${project.user.folder}'`;
    const look = `[ -z "$(ls '${project.user.folder}')" ]`;
    const job = await attempt(
      `unshare -rmn sh -c '${`${hide} && ${look}`.replaceAll("'", '"')} && exec ${worker}'`,
      oldVar,
    );
    deepEqual([verdictsOf(job), errorsOf(job)], [{ [oldVar]: 'fixed' }, []]);
  });

  it('asks an agent over there for what quick fixes leave', async () => {
    const before = await project.fingerprint();
    const job = await attempt(worker, type, [await project.agent('there', honest)]);
    deepEqual(verdictsOf(job), { [type]: 'fixed' });
    deepEqual(job.result.parts[0]?.result.agent, 'farm');
    deepEqual(await project.fingerprint(), before);
  });

  it('is sent the files as they are, and none of their history', async () => {
    const agent = await project.agent(
      'historian',
      `console.log('history:', git('log', '--format=%s', 'HEAD').trim(), fs.existsSync('README.md'));`,
    );
    const job = await attempt(worker, type, [agent]);
    match(job.log, /history: task true/);
  });

  it('says in its own words what went wrong over there', async () => {
    const job = await attempt(worker, type, [await project.agent('there', 'process.exit(7)')]);
    assertTold(job, { [type]: 'remains' });
    match(errorsOf(job).join('\n'), /^farm: there ended with exit code 7$/m);
  });

  describe('that lies', () => {
    it('and has edited nothing', async () => {
      const job = await forgery(`send('report');`);
      assertTold(job, { [type]: 'remains' });
      deepEqual(errorsOf(job), ['farm: changed nothing']);
    });

    it('and has edited something else', async () => {
      const job = await forgery(
        `fs.appendFileSync('README.md', 'Fixed.'); commit(); send('report', 'fix', '^task');`,
      );
      assertTold(job, { [type]: 'remains' });
    });

    it('and has silenced the complaint', async () => {
      const job = await forgery(
        `edit('src/price.ts', '  return count * 2', '  // @ts-ignore\\n  return count * 2'); commit(); send('report', 'fix', '^task');`,
      );
      assertTold(job, { [type]: 'suppressed' });
    });
  });

  describe('that sends what nobody may take', () => {
    const cases: readonly (readonly [string, string, RegExp])[] = [
      ['nothing at all', '', /farm: sent back what cannot be used: it is not a bundle/],
      ['something else', `process.stdout.write('hello');`, /it is not a bundle/],
      [
        'half a bundle',
        `commit(); const write = process.stdout.write.bind(process.stdout); process.stdout.write = (bytes) => write(bytes.subarray(0, bytes.length - 40)); send('report', 'fix', '^task');`,
        /it is not a bundle/,
      ],
      [
        'no report',
        `commit(); git('branch', '-D', 'report'); send('fix', '^task');`,
        /no swarm\.json/,
      ],
      [
        'a report of another shape',
        `commitReport({ success: true }); send('report');`,
        /its report is not one/,
      ],
      ['a report that is no JSON', `commitReport('fixed'); send('report');`, /no swarm\.json/],
      [
        'a report without an end',
        `commitReport({ version: 1, errors: [], log: 'x'.repeat(5_000_000) }); send('report');`,
        /no swarm\.json/,
      ],
      [
        'a link',
        `fs.rmSync('README.md'); fs.symlinkSync('/etc/passwd', 'README.md'); commit(); send('report', 'fix', '^task');`,
        /README\.md, which is not a file but a link/,
      ],
      [
        'a file in a git directory',
        `const blob = git('hash-object', '-w', 'README.md').trim(); const inner = execFileSync('git', ['mktree'], { encoding: 'utf8', input: '100755 blob ' + blob + '\\tpre-commit\\n' }).trim(); const tree = execFileSync('git', ['mktree'], { encoding: 'utf8', input: '040000 tree ' + inner + '\\t.git\\n' }).trim(); git('branch', '--force', 'fix', git('commit-tree', tree, '-p', 'task', '-m', 'x').trim()); send('report', 'fix', '^task');`,
        /invalid path '\.git\/pre-commit'/,
      ],
      [
        'a file that is far too large',
        `fs.writeFileSync('src/huge.ts', Buffer.alloc(20_000_000)); commit(); send('report', 'fix', '^task');`,
        /files of 20000000 bytes/,
      ],
      [
        'a package, which no commit of ours would hold',
        `fs.mkdirSync('node_modules/payment-gate', { recursive: true }); fs.writeFileSync('node_modules/payment-gate/index.d.ts', ''); commit(); send('report', 'fix', '^task');`,
        /node_modules\/payment-gate\/index\.d\.ts, which git ignores or a package manager fills/,
      ],
      [
        'an ignored file',
        `fs.writeFileSync('src/types.ignored', ''); commit(); send('report', 'fix', '^task');`,
        /src\/types\.ignored, which git ignores/,
      ],
      [
        'a million paths in a few objects',
        `const make = (input) => execFileSync('git', ['mktree'], { encoding: 'utf8', input }).trim();
         const blob = git('hash-object', '-w', 'README.md').trim();
         let tree = make([...Array(10).keys()].map((n) => '100644 blob ' + blob + '\\tf' + n + '\\n').join(''));
         for (let depth = 0; depth < 5; depth += 1) {
           tree = make([...Array(10).keys()].map((n) => '040000 tree ' + tree + '\\td' + n + '\\n').join(''));
         }
         git('branch', '--force', 'fix', git('commit-tree', tree, '-p', 'task', '-m', 'x').trim()); send('report', 'fix', '^task');`,
        /more than 2000 changed files or folders/,
      ],
    ];
    for (const [what, body, complaint] of cases) {
      it(what, async () => {
        const job = await forgery(body);
        assertTold(job, { [type]: 'remains' });
        match(errorsOf(job).join('\n'), complaint);
        deepEqual(job.result.parts[0]?.result.commit, null);
      });
    }
  });

  it('gains nothing by a package that it sends along', async () => {
    const job = await forgery(
      `fs.mkdirSync('node_modules/payment-gate', { recursive: true });
       fs.writeFileSync('node_modules/payment-gate/package.json', '{"name":"payment-gate","types":"index.d.ts"}');
       fs.writeFileSync('node_modules/payment-gate/index.d.ts', 'export function charge(n: number): number;');
       fs.appendFileSync('src/vendor.ts', '// paid'); commit(); send('report', 'fix', '^task');`,
      missing,
    );
    assertTold(job, { [missing]: 'remains' });
    ok(!existsSync(join(project.slot, 'node_modules/payment-gate')));
  });

  it('changes no configuration, and none of it is run here', async () => {
    const trace = join(project.user.folder, 'was-run');
    const job = await forgery(
      `fs.writeFileSync('eslint.config.mjs', "import fs from 'node:fs'; fs.writeFileSync('${trace}', '');\\n" + read('eslint.config.mjs'));
       ${honest} commit(); send('report', 'fix', '^task');`,
    );
    deepEqual(verdictsOf(job), { [type]: 'fixed' });
    deepEqual(errorsOf(job), [
      'farm: left out: eslint.config.mjs, which says how the project is checked',
    ]);
    ok(!existsSync(trace));
  });

  it('may print what it likes while it works, as a configuration or a shell does', async () => {
    const path = project.user.path('eslint.config.mjs');
    const text = readFileSync(path, 'utf8');
    await project.user.write(
      'eslint.config.mjs',
      `if (process.argv.includes('--bundle')) console.log('loading');\n${text}`,
    );
    try {
      deepEqual(verdictsOf(await attempt(worker, oldVar)), { [oldVar]: 'fixed' });
      deepEqual(verdictsOf(await attempt(`echo 'Welcome!'; ${worker}`, oldVar)), {
        [oldVar]: 'fixed',
      });
    } finally {
      await project.user.write('eslint.config.mjs', text);
    }
  });

  it('has no token of ours in the environment of its agents', async () => {
    const agent = await project.agent(
      'spy',
      `console.log('token:', process.env.SWARM_MAHAVISHNU_TOKEN ?? 'none');`,
    );
    const job = await attempt(`SWARM_MAHAVISHNU_TOKEN=secret-77 ${worker}`, type, [agent]);
    match(job.log, /token: none/);
    doesNotMatch(job.log, /secret-77/);
  });

  it('shows in the log what a set-up command said over there', async () => {
    const failing = `case "$PWD" in *slot-1) echo no network >&2; exit 4;; esac`;
    const job = await attempt(worker, type, [], { setupCommand: failing });
    match(errorsOf(job).join('\n'), /ended with exit code 4; its output is in the log/);
    match(job.log, /no network/);
  });

  it('that floods its complaints is ended, and the log stays small', async () => {
    const job = await attempt(`head -c 400000000 /dev/zero | tr '\\0' e >&2; exit 3`);
    match(errorsOf(job).join('\n'), /farm: sent more than anybody wants to read/);
    ok((await stat(job.folder.logPath)).size < 200_000);
  });

  it('that complains at length is heard at the beginning and at the end', async () => {
    const job = await attempt(
      `echo first >&2; head -c 4000000 /dev/zero | tr '\\0' e >&2; echo >&2; echo last >&2; exit 3`,
    );
    match(errorsOf(job).join('\n'), /farm: ended with exit code 3: last/);
    const { size } = await stat(job.folder.logPath);
    ok(size < 200_000, `${size} bytes`);
  });

  it('ends with all that it has started when it is cancelled', async () => {
    const there = join(project.user.folder, 'cancelled');
    const note = join(project.user.folder, 'pid');
    await mkdir(there);
    const sleeper = await project.agent('sleeper', announce(note));
    const command = `TMPDIR='${there}' ${worker}; true`;
    const agent = { kind: 'remote', id: 'farm', command, agents: [sleeper] } as const;
    const order = { kind: 'fix', task: taskOf(shop), agents: [agent], verify: true } as const;
    const controller = new AbortController();
    const file = await project.taskFile(order, { setupCommand });
    const running = project.run(file, controller.signal);
    const pid = await announced(note);
    controller.abort();
    equal((await running).result.outcome, 'cancelled');
    await assertEnded(pid);
    deepEqual(await readdir(there), []);
  });

  it('is out of reach: the reason is the last line of who was to carry it', async () => {
    const job = await attempt('echo "ssh: farm: no such host" >&2; exit 255');
    assertTold(job, { [type]: 'remains' });
    match(errorsOf(job).join('\n'), /farm: ended with exit code 255: ssh: farm: no such host/);
  });

  it('leaves nothing behind, here or there', async () => {
    const there = join(project.user.folder, 'there');
    await mkdir(there);
    const job = await attempt(`TMPDIR='${there}' ${worker}`, oldVar);
    deepEqual(verdictsOf(job), { [oldVar]: 'fixed' });
    deepEqual(await readdir(there), []);
    const left = await readdir(job.folder.directory);
    deepEqual(left.toSorted(), ['events.jsonl', 'log.txt', 'result.json', 'task.json']);
  });

  describe('as a program', () => {
    const environment = (folder: string) => ({ ...process.env, TMPDIR: folder, NO_COLOR: '1' });

    /** A task for a worker elsewhere, as bytes. */
    async function orderFor(agents: readonly AgentSettings[]): Promise<Buffer> {
      const git = new GitCommand(project.user.root);
      const start = await git.text(['rev-parse', 'HEAD']);
      const task = taskOf(shop);
      const base = await project.taskFile({ kind: 'fix', task, agents, verify: false });
      const { orderId, job, timeoutSeconds } = base;
      if (job.kind !== 'fix') throw new Error('It is another job.');
      const more = { checkers: [], knownSources: [], setupCommand: '' };
      const order = { version: 1, orderId, job, timeoutSeconds, ...more } as const;
      const place = { folder: project.user.folder, beside: git };
      const pack = async (scratch: GitCommand) => (await packTask(scratch, start, order)).bytes;
      return withScratchRepository(place, pack);
    }

    function run(input: Buffer, folder: string) {
      const args = [program, 'worker', '--bundle'];
      const options = { input, env: environment(folder), encoding: 'utf8' } as const;
      const { status, stderr } = spawnSync(process.execPath, args, options);
      return { status, lines: stderr.trim().split('\n') };
    }

    it('takes no orders for servers and further machines', async () => {
      const other = { kind: 'remote', id: 'r', command: 'exit 9', agents: [] } as const;
      const { status, lines } = run(await orderFor([other]), project.user.folder);
      equal(status, 2);
      deepEqual(lines.length, 1);
      match(lines[0] ?? '', /it asks for an agent of the kind "remote"/);
    });

    it('says in one line that it has no place to work in', async () => {
      const missing = join(project.user.folder, 'nowhere');
      const { status, lines } = run(await orderFor([]), missing);
      deepEqual([status, lines.length], [2, 1]);
      match(lines[0] ?? '', /No folder can be made in .*nowhere; set TMPDIR/);
    });

    const ends = [
      ['SIGTERM', 'SIGTERM', false],
      ['SIGHUP', 'SIGHUP', false],
      ['SIGINT', 'SIGINT', false],
      ['the end of its parent', 'SIGKILL', true],
    ] as const;
    for (const [index, [end, signal, isOrphan]] of ends.entries()) {
      it(`leaves nothing after ${end}`, async () => {
        const there = join(project.user.folder, `ended-${index}`);
        const note = join(there, '../started');
        await mkdir(there);
        await rm(note, { force: true });
        const input = await orderFor([await project.agent('sleeper', announce(note))]);
        const args = [program, 'worker', '--bundle'];
        const parent = `const { spawn } = require('node:child_process'); spawn(process.execPath, ${JSON.stringify(args)}, { stdio: 'inherit', detached: true }); setInterval(() => {}, 1000);`;
        const child = spawn(process.execPath, isOrphan ? ['-e', parent] : args, {
          env: environment(there),
        });
        child.stderr.resume();
        child.stdin.end(input);
        child.stdout.resume();
        const closed = once(child, 'close');
        const pid = await announced(note);
        child.kill(signal);
        await closed;
        await assertEnded(pid);
        deepEqual(await readdir(there), []);
      });
    }
  });
});

describe('an agent on another machine, for a project', () => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await openShop();
  });

  afterEach(() => shop.project.remove());

  /** A task for a project that is not where the shop is, or will not be. */
  async function fileFor(root: string): Promise<TaskFile> {
    const issues = shop.issues.filter((issue) => issue.id === oldVar);
    const agents = [{ kind: 'quickfix', id: 'quickfix' }] as const;
    const filePaths = ['src/legacy.ts'];
    const kinds = { issueType: 'warning', priority: 1 } as const;
    const task = { taskId: 't01', ...kinds, filePaths, issues, reason: 'a test' };
    const agent = { kind: 'remote', id: 'farm', command: worker, agents } as const;
    const slotsRoot = join(root, '../slots');
    const place = { workingTree: root, slotsRoot, slot: join(slotsRoot, 'w1'), setupCommand };
    return shop.project.taskFile({ kind: 'fix', task, agents: [agent], verify: true }, place);
  }

  it('whose path has a colon, does its work', async () => {
    const { user } = shop.project;
    const root = join(user.folder, 'odd:place', 'project');
    const folder = new TaskFolder(join(user.folder, 'odd:place', 'task'));
    const file = await fileFor(root);
    await mkdir(folder.directory, { recursive: true });
    await rename(user.root, root);
    await folder.writeTask(file);
    await shop.project.worker.run(folder.directory, new AbortController().signal);
    const [part] = (await folder.readResult())?.parts ?? [];
    deepEqual([part?.result.success, part?.result.errors], [true, []]);
  });

  it('that is a partial clone, says which files it lacks and what to do', async () => {
    const { user } = shop.project;
    const root = join(user.folder, 'partial', 'project');
    await user.configure('[uploadpack]\nallowFilter = true\nallowAnySHA1InWant = true\n');
    const clone = [
      'clone',
      '--quiet',
      '--filter=blob:none',
      '--sparse',
      `file://${user.root}`,
      root,
    ];
    execFileSync('git', clone, { stdio: 'ignore' });
    execFileSync('git', ['sparse-checkout', 'set', 'src'], { cwd: root, stdio: 'ignore' });
    const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' });
    const job = await shop.project.run({ ...(await fileFor(root)), base: head.trim() });
    match(errorsOf(job).join('\n'), /farm: cannot be sent the project, as git has not fetched all/);
    execFileSync('git', ['fetch', '--quiet', '--refetch', '--no-filter'], { cwd: root });
    const again = { ...(await fileFor(root)), base: head.trim() };
    deepEqual(verdictsOf(await shop.project.run(again)), { [oldVar]: 'fixed' });
  });
});
