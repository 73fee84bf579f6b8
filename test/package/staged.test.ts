import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { complaintsAbout, mostBytes, mostBytesAtStart } from '../../scripts/package/contents.ts';
import { type StagedExtension, stageExtension } from '../../scripts/package/stage.ts';
import { type ProcessResult, runProcess } from '../../src/core/base/runProcess.ts';
import { ruffProgram } from '../support/ruffBuilds.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporaryRepository.ts';
import { strictOptions } from '../support/typeScriptFixture.ts';

const { resolve } = createRequire(import.meta.url);

interface RunDocument {
  readonly issues: Readonly<Record<string, number>>;
}

describe('the staged extension', () => {
  let folder: string;
  let staged: StagedExtension;
  let project: TemporaryRepository | undefined;

  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'swarm-package-')));
    staged = await stageExtension(join(folder, 'extension'));
    // Nothing is found but git: no packages, and no tools of this machine.
    await mkdir(join(folder, 'bin'));
    const git = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
    await symlink(git, join(folder, 'bin', 'git'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  afterEach(() => project?.remove());

  async function open(files: Readonly<Record<string, string>>): Promise<TemporaryRepository> {
    project = await temporaryRepository(files);
    return project;
  }

  function cli(
    { root, folder: near }: TemporaryRepository,
    environment: Readonly<Record<string, string>>,
    ...more: readonly string[]
  ): Promise<ProcessResult> {
    const program = join(staged.folder, 'dist', 'cli.js');
    const options = ['--ai-fix', '--json', '--mahavishnu', 'off', '--workers', '2', ...more];
    const args = [program, 'run', ...options];
    const alone = { PATH: join(folder, 'bin'), SWARM_CACHE: join(near, 'cache') };
    const none = { VIRTUAL_ENV: undefined, SWARM_TYPESCRIPT: undefined, NODE_PATH: undefined };
    const env = { ...none, ...alone, ...environment };
    return runProcess({ command: process.execPath, args, cwd: root, env });
  }

  function issuesIn({ stdout }: ProcessResult): Readonly<Record<string, number>> {
    const document: RunDocument = JSON.parse(stdout.toString());
    return document.issues;
  }

  it('has all that it needs, and nothing else', () => {
    deepEqual(complaintsAbout(staged.files, staged.manifest), []);
    equal(staged.manifest['files'], undefined);
  });

  it('is small, and little of it is read at the start', async () => {
    const texts = await Promise.all(
      staged.files.map(({ path }) => readFile(join(staged.folder, path))),
    );
    const packed = texts.reduce((sum, text) => sum + deflateRawSync(text).length, 0);
    ok(packed > 50_000 && packed < mostBytes, `${packed} bytes`);
    const atStart = staged.bundle.bytesAtStart.get('extension.js') ?? 0;
    ok(atStart > 0 && atStart < mostBytesAtStart, `${atStart} bytes`);
  });

  it('names everybody whose code is in it, with the licence', async () => {
    const notices = await readFile(join(staged.folder, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['zod', 'commander', '@rushstack/problem-matcher', 'vscode-jsonrpc']) {
      match(notices, new RegExp(`^${name} \\d\\S* \\(MIT\\)$`, 'm'));
    }
    equal(notices.match(/^-+\n\S+ \d\S* \(.+\)\n-+$/gm)?.length, staged.bundle.packages.length);
    ok(!/^(esbuild|mocha|typescript) /m.test(notices));
  });

  const typeScriptFiles = {
    'tsconfig.json': JSON.stringify({ compilerOptions: strictOptions }),
    'a.ts': 'const unused = 1;\nexport const used = 2;\n',
  };

  it('fixes with a TypeScript that it is lent', async () => {
    const lent = dirname(resolve('typescript/package.json'));
    const result = await cli(await open(typeScriptFiles), { SWARM_TYPESCRIPT: lent });
    const { found, fixed } = issuesIn(result);
    deepEqual([found, fixed], [1, 1], result.stderr);
  });

  /** What somebody else has reported about the first line of a file. */
  async function runOnReport(source: string, file: string): Promise<ProcessResult> {
    const report = [{ file, line: 1, source, code: '1', message: 'There is something.' }];
    const path = join(folder, 'report.json');
    await writeFile(path, JSON.stringify(report));
    ok(project);
    return cli(project, {}, '--issues', path);
  }

  it('says once that there is no TypeScript, and vouches for nothing', async () => {
    await open(typeScriptFiles);
    const result = await runOnReport('ts', 'a.ts');
    equal(result.stderr.match(/no TypeScript: types are not checked/g)?.length, 1, result.stderr);
    const { found, fixed, unverified } = issuesIn(result);
    deepEqual([found, fixed, unverified], [1, 0, 1]);
  });

  const pythonFiles = {
    'ruff.toml': '[lint]\nselect = ["F"]\n',
    'a.py': 'import os\nimport sys\n\nprint(sys.argv)\n',
    '.gitignore': '.venv\n',
  };

  it("fixes with the project's own ruff", async () => {
    const repository = await open(pythonFiles);
    await repository.link('.venv/bin/ruff', await ruffProgram());
    const result = await cli(repository, {});
    const { found, fixed } = issuesIn(result);
    deepEqual([found, fixed], [1, 1], result.stderr);
  });

  it('says once that there is no ruff, and vouches for nothing', async () => {
    await open(pythonFiles);
    const result = await runOnReport('ruff', 'a.py');
    equal(result.stderr.match(/configures ruff, which is not installed/g)?.length, 1);
    const { found, fixed, unverified } = issuesIn(result);
    deepEqual([found, fixed, unverified], [1, 0, 1]);
  });
});
