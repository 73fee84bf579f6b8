import { deepEqual, match } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type {
  CommandAgentSettings,
  RemoteAgentSettings,
} from '../../../src/core/protocol/settings.ts';
import {
  assertTold,
  errorsOf,
  type FinishedJob,
  type RunnerProject,
  verdictsOf,
} from '../../support/runnerProject.ts';
import { honest, openShop, problems, type Shop } from '../../support/shopProject.ts';

const { type, var: oldVar } = problems;
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
  ): Promise<FinishedJob> {
    const agents = [{ kind: 'quickfix', id: 'quickfix' } as const, ...further];
    const remote: RemoteAgentSettings = { kind: 'remote', id: 'farm', command, agents };
    const issues = shop.issues.filter((issue) => issue.id === id);
    return project.fix({ agents: [remote], issues, setupCommand });
  }

  /** Lets something pass for the other machine that answers with a bundle of its own making. */
  async function forgery(body: string): Promise<FinishedJob> {
    const { command } = await project.agent('forger', `${forge}${body}`);
    return attempt(command);
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
});
