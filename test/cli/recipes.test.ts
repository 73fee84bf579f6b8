import { equal, match, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { markerAgent } from '../support/markerProject.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporaryRepository.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Step {
  readonly run?: string;
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

interface Pipeline {
  readonly autofix: { readonly script: readonly string[] };
}

/** Complains about every line that says BAD, as `tsc` would. */
const checker =
  "grep -rnH BAD src | sed -E 's/^([^:]+):([0-9]+):.*/\\1(\\2,1): error TS1: a bad line/'; true";

const settings = {
  checkers: [{ kind: 'command', id: 'marker', command: checker }],
  agents: { mender: { command: markerAgent() } },
  ladder: ['mender'],
};

/** What stands in a document between fences of that kind, in its order. */
async function fenced(kind: string): Promise<string[]> {
  const text = await readFile(join(root, 'docs/ci.md'), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${kind}\n(.*?)^\`\`\``, 'gms'))].map(
    ([, body = '']) => body,
  );
}

describe('a recipe of the documentation', () => {
  let repository: TemporaryRepository;
  let bin: string;

  beforeEach(async () => {
    repository = await temporaryRepository({
      '.swarm-autofix.json': JSON.stringify(settings),
      '.gitignore': 'node_modules\n',
      'src/old.ts': 'BAD\n',
    });
    bin = join(repository.folder, 'bin');
    await mkdir(bin);
    const program = join(bin, 'swarm-autofix');
    const command = `exec '${process.execPath}' '${join(root, 'dist/cli.js')}' "$@"`;
    await writeFile(program, `#!/bin/sh\n${command}\n`);
    await chmod(program, 0o755);
    await writeFile(join(bin, 'npm'), '#!/bin/sh\n');
    await chmod(join(bin, 'npm'), 0o755);
  });

  afterEach(() => repository.remove());

  async function shell(script: string, more: NodeJS.ProcessEnv = {}): Promise<Answer> {
    const env = {
      ...process.env,
      PATH: `${bin}:${process.env['PATH']}`,
      SWARM_CACHE: join(repository.folder, 'cache'),
      CI: 'true',
      ...more,
    };
    try {
      const answer = await run('bash', ['-e', '-o', 'pipefail', '-c', script], {
        ...{ cwd: repository.root, env },
      });
      return { exitCode: 0, ...answer };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { exitCode: code, stdout, stderr };
    }
  }

  async function git(...args: string[]): Promise<string> {
    return (await repository.hand.raw(args)).trim();
  }

  /** A branch with a problem of its own, of a repository that was cloned. */
  async function branchOff(): Promise<void> {
    await git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    await git('checkout', '--quiet', '-b', 'topic');
    await repository.write('src/new.ts', 'first\nBAD\n');
    await git('add', '.');
    await git('commit', '--message', 'new');
  }

  async function patched(): Promise<string> {
    await git('apply', 'autofix.patch');
    return git('diff', '--name-only', 'HEAD');
  }

  it('works as a workflow of GitHub', async () => {
    await branchOff();
    const [text = ''] = await fenced('yaml');
    const { jobs } = parse(text) as Workflow;
    const page = join(repository.folder, 'summary.md');
    const env = { GITHUB_BASE_REF: 'main', GITHUB_STEP_SUMMARY: page };
    const scripts = Object.values(jobs).flatMap(({ steps }) =>
      steps.flatMap((step) => step.run ?? []),
    );
    equal(scripts.length, 2);
    for (const script of scripts) {
      const { exitCode, stderr } = await shell(script, env);
      equal(exitCode, 0, stderr);
    }
    equal(await patched(), 'src/new.ts');
    match(await readFile(page, 'utf8'), /1 of 1 problem fixed and checked/);
    ok((await readFile(repository.path('left.sarif'), 'utf8')).includes('"results": []'));
  });

  it('works as a job of GitLab', async () => {
    await branchOff();
    const [, text = ''] = await fenced('yaml');
    const { autofix } = parse(text) as Pipeline;
    const env = { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' };
    for (const script of autofix.script) {
      const { exitCode, stderr } = await shell(script, env);
      equal(exitCode, 0, stderr);
    }
    equal(await patched(), 'src/new.ts');
    equal(await readFile(repository.path('gl-code-quality-report.json'), 'utf8'), '[]\n');
  });

  it('works as a hook of git', async () => {
    const [script = ''] = await fenced('sh');
    const hook = repository.path('.git/hooks/pre-commit');
    await mkdir(join(hook, '..'), { recursive: true });
    await writeFile(hook, script);
    await chmod(hook, 0o755);
    await repository.write('src/new.ts', 'first\nBAD\n');
    const commit = 'git add src/new.ts && git commit --quiet --message new';
    const { exitCode, stderr } = await shell(commit);
    equal(exitCode, 0, stderr);
    equal(await git('show', 'HEAD:src/new.ts'), 'first\nGOOD');
    equal(await git('show', 'HEAD:src/old.ts'), 'BAD');
    equal(await git('status', '--porcelain'), '');
  });

  it('works as a hook of git that stops what nobody could mend, or is staged in part', async () => {
    const [script = ''] = await fenced('sh');
    const hook = repository.path('.git/hooks/pre-commit');
    await mkdir(join(hook, '..'), { recursive: true });
    await writeFile(hook, script);
    await chmod(hook, 0o755);
    const lazy = { ...settings, agents: { mender: { command: 'true' } } };
    await repository.write('.swarm-autofix.json', JSON.stringify(lazy));
    await repository.write('src/new.ts', 'BAD\n');
    const commit = 'git add src/new.ts && git commit --quiet --message new';
    equal((await shell(commit)).exitCode, 1);
    await repository.write('src/new.ts', 'BAD\nmore\n');
    const { exitCode, stderr } = await shell('git commit --quiet --message new');
    equal(exitCode, 1);
    match(stderr, /Stage or stash the other edits of these files first: src\/new\.ts/);
    equal(await git('log', '--oneline', '--', 'src/new.ts'), '');
  });

  it('works with lint-staged', async () => {
    const documents = await fenced('json');
    const manifest = documents.find((text) => text.includes('lint-staged')) ?? '';
    await repository.write('package.json', manifest);
    await git('add', '.');
    await git('commit', '--message', 'lint-staged');
    await symlink(join(root, 'node_modules'), repository.path('node_modules'));
    await repository.write('src/new.ts', 'first\nBAD\n');
    const { exitCode, stderr } = await shell(
      `git add src/new.ts && '${process.execPath}' node_modules/lint-staged/bin/lint-staged.js`,
    );
    equal(exitCode, 0, stderr);
    equal(await git('show', ':src/new.ts'), 'first\nGOOD');
    equal(await git('show', ':src/old.ts'), 'BAD');
  });
});
