import assert from 'node:assert/strict';
import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runProcess } from '../../../../src/core/base/runProcess.ts';
import { RuffChecker } from '../../../../src/core/checkers/ruff/ruffChecker.ts';
import { findRuffProgram } from '../../../../src/core/checkers/ruff/ruffProgram.ts';
import { RuffProgramEngine } from '../../../../src/core/checkers/ruff/ruffProgramEngine.ts';
import { openRuff, type RuffTools } from '../../../../src/core/checkers/ruff/ruffTools.ts';
import { installRuff } from '../../../support/ruffBuilds.ts';
import { type TemporaryProject, temporaryProject } from '../../../support/temporaryProject.ts';

const unused = 'import os\n';
const pyflakes = '[lint]\nselect = ["F"]\n';

describe('A ruff of the project', () => {
  let project: TemporaryProject;

  beforeEach(async () => {
    project = await temporaryProject({ 'ruff.toml': pyflakes, 'a.py': unused });
  });

  afterEach(() => project.remove());

  async function fakeRuff(folder: string, says: string): Promise<void> {
    await project.write(`${folder}/ruff`, `#!/bin/sh\necho '${says}'\n`);
    await chmod(project.path(`${folder}/ruff`), 0o755);
  }

  const openWithoutPackage = (environment: NodeJS.ProcessEnv = {}): Promise<RuffTools> =>
    openRuff(project.root, { findPackage: () => undefined, environment });

  describe('is looked for', () => {
    const find = async (environment: NodeJS.ProcessEnv): Promise<string | undefined> => {
      const found = await findRuffProgram(project.root, environment, runProcess);
      return found && `${found.version} ${found.path.slice(project.root.length + 1)}`;
    };

    it('in its own environment first, then in the active one, then on the path', async () => {
      const environment = { VIRTUAL_ENV: project.path('active'), PATH: project.path('path') };
      await fakeRuff('path', 'ruff 0.1.0');
      assert.equal(await find(environment), '0.1.0 path/ruff');
      await fakeRuff('active/bin', 'ruff 0.2.0');
      assert.equal(await find(environment), '0.2.0 active/bin/ruff');
      await fakeRuff('venv/bin', 'ruff 0.3.0');
      assert.equal(await find(environment), '0.3.0 venv/bin/ruff');
      await fakeRuff('.venv/bin', 'ruff 0.4.0 (abc 2024-01-01)');
      assert.equal(await find(environment), '0.4.0 .venv/bin/ruff');
    });

    it('further when one cannot be started or is something else', async () => {
      await project.write('.venv/bin/ruff', 'not a program');
      await fakeRuff('venv/bin', 'command not found: ruff');
      await fakeRuff('path', 'ruff 0.5.0');
      assert.equal(await find({ PATH: project.path('path') }), '0.5.0 path/ruff');
    });

    it('never in a folder that depends on where one is', async () => {
      await fakeRuff('path', 'ruff 0.5.0');
      const folder = process.cwd();
      process.chdir(project.root);
      try {
        assert.equal(await find({ PATH: 'path:.' }), undefined);
      } finally {
        process.chdir(folder);
      }
    });
  });

  it('is asked for in one line when it is configured and there is none', async () => {
    const { engine, note } = await openWithoutPackage();
    assert.equal(engine, undefined);
    assert.match(note ?? '', /^ruff\.toml configures ruff, .* not checked; run "pip install ruff"/);
    await project.write('ruff.toml', 'exclude = ["*.py"]');
    assert.deepEqual(await openWithoutPackage(), { engine: undefined, note: undefined });
  });

  it('is told to write nothing, whatever the settings and the environment say', async () => {
    await project.write('ruff.toml', `fix = true\nfix-only = true\n${pyflakes}`);
    await installRuff(project);
    const { engine } = await openWithoutPackage();
    assert.ok(engine);
    const outputFile = project.path('stolen.json');
    process.env['RUFF_OUTPUT_FILE'] = outputFile;
    try {
      const checker = new RuffChecker(engine);
      assert.equal((await checker.check({})).length, 1);
      assert.equal((await checker.check({ files: ['a.py'] })).length, 1);
      assert.equal(await engine.meanTheSame('x = 1\n', 'x = 2\n'), false);
    } finally {
      delete process.env['RUFF_OUTPUT_FILE'];
    }
    assert.equal(await project.read('a.py'), unused);
    assert.deepEqual((await readdir(project.root)).sort(), ['.venv', 'a.py', 'ruff.toml']);
  });

  it('looks at as many files as are asked for, and at no other', async () => {
    const names = Array.from({ length: 250 }, (_, index) => `pkg/${'long'.repeat(20)}${index}.py`);
    for (const name of names) await project.write(name, unused);
    await installRuff(project);
    const { engine } = await openWithoutPackage();
    const checked = await engine?.check({ files: names });
    assert.deepEqual(checked?.map(({ file }) => file).sort(), [...names].sort());
  });

  it('obeys the settings of a folder within', async () => {
    await project.write('pkg/ruff.toml', '[lint]\nselect = ["E7"]\n');
    await project.write('pkg/b.py', 'import os\nl = 1\n');
    await installRuff(project);
    const { engine } = await openWithoutPackage();
    assert.ok(engine);
    const found = await new RuffChecker(engine).check({ files: ['a.py', 'pkg/b.py'] });
    assert.deepEqual(
      found.map(({ file, code }) => `${file} ${code}`),
      ['a.py F401', 'pkg/b.py E741'],
    );
  });

  it('says so when it does not understand what it is told', async () => {
    await fakeRuff('bin', '[{"code": 1}]');
    const program = { path: join(project.root, 'bin/ruff'), version: '9.9.9' };
    const engine = new RuffProgramEngine(project.root, program, runProcess);
    await assert.rejects(engine.check({}), {
      reason: 'checker',
      message: /^Ruff 9\.9\.9 answers in a form that is not known here; install the newest ruff\.$/,
    });
  });
});
