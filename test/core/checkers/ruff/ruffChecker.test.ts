import assert from 'node:assert/strict';
import { RuffChecker } from '../../../../src/core/checkers/ruff/ruffChecker.ts';
import { ruffBuilds } from '../../../support/ruffBuilds.ts';
import { type TemporaryProject, temporaryProject } from '../../../support/temporaryProject.ts';

const unused = 'import os\n';
const pyflakes = '[lint]\nselect = ["F"]\n';

for (const [build, openBuild] of Object.entries(ruffBuilds))
  describe(`RuffChecker by ${build}`, () => {
    const projects: TemporaryProject[] = [];

    async function open(files: Readonly<Record<string, string>>): Promise<TemporaryProject> {
      const project = await temporaryProject(files);
      projects.push(project);
      return project;
    }

    async function checkerOf(project: TemporaryProject): Promise<RuffChecker> {
      const { engine } = await openBuild(project);
      assert.ok(engine);
      return new RuffChecker(engine);
    }

    async function findingsIn(
      files: Readonly<Record<string, string>>,
      asked?: readonly string[],
    ): Promise<string[]> {
      const checker = await checkerOf(await open(files));
      const found = await checker.check(asked === undefined ? {} : { files: asked });
      await checker.dispose();
      return found.map(({ file, code }) => `${file} ${code}`).sort();
    }

    afterEach(async () => {
      await Promise.all(projects.splice(0).map((project) => project.remove()));
    });

    it('is there only for Python files with a configuration of ruff', async () => {
      const engineFor = async (files: Readonly<Record<string, string>>): Promise<boolean> =>
        (await openBuild(await open(files))).engine !== undefined;
      assert.equal(await engineFor({ 'a.py': unused }), false);
      assert.equal(await engineFor({ 'ruff.toml': '' }), false);
      assert.equal(await engineFor({ 'a.py': unused, 'pyproject.toml': '[project]' }), false);
      assert.equal(await engineFor({ 'a.py': unused, 'pyproject.toml': '[tool.ruff]' }), true);
      assert.equal(await engineFor({ 'src/a.py': unused, '.ruff.toml': '' }), true);
    });

    it('reports each finding with its rule, its severity and its place', async () => {
      const checker = await checkerOf(
        await open({ 'ruff.toml': pyflakes, 'a.py': 'nope()\nimport os\n' }),
      );
      assert.deepEqual(await checker.check({ files: ['a.py'] }), [
        {
          file: 'a.py',
          range: { line: 1, column: 1, endLine: 1, endColumn: 5 },
          severity: 'error',
          source: 'ruff',
          code: 'F821',
          message: 'Undefined name `nope`',
        },
        {
          file: 'a.py',
          range: { line: 2, column: 8, endLine: 2, endColumn: 10 },
          severity: 'warning',
          source: 'ruff',
          code: 'F401',
          message: '`os` imported but unused',
        },
      ]);
    });

    it('reports code that Python cannot read as an error', async () => {
      const checker = await checkerOf(await open({ 'ruff.toml': '', 'a.py': 'def f(:\n' }));
      const [first] = await checker.check({});
      assert.equal(first?.code, 'invalid-syntax');
      assert.equal(first?.severity, 'error');
    });

    it('counts columns in UTF-16 units, behind a byte order mark and on lines with CRLF', async () => {
      const text = "\uFEFFimport os\r\nx = '😀'; nope()\r\n";
      const checker = await checkerOf(await open({ 'ruff.toml': pyflakes, 'a.py': text }));
      const places = (await checker.check({})).map(({ code, range }) => [
        code,
        range.line,
        range.column,
      ]);
      assert.deepEqual(places.sort(), [
        ['F401', 1, 8],
        ['F821', 2, 11],
      ]);
    });

    it('leaves out what the settings or git leave out, and what is gone', async () => {
      const files = {
        'ruff.toml':
          'extend-exclude = ["generated", "*_pb2.py"]\n[lint]\nexclude = ["legacy/*.py"]\n',
        '.gitignore': '/build/\n*.tmp.py\n!keep.tmp.py\n',
        'pkg/.gitignore': 'local.py\n',
        // Only in a repository does ruff itself heed what git leaves out.
        '.git/HEAD': 'ref: refs/heads/main\n',
        'a.py': unused,
        'generated/b.py': unused,
        'pkg/c_pb2.py': unused,
        'pkg/local.py': unused,
        'legacy/old/d.py': unused,
        'build/e.py': unused,
        'f.tmp.py': unused,
        'pkg/keep.tmp.py': unused,
        '.venv/lib/g.py': unused,
        'notes.md': unused,
      };
      const expected = ['a.py F401', 'pkg/keep.tmp.py F401'];
      assert.deepEqual(await findingsIn(files), expected);
      assert.deepEqual(await findingsIn(files, [...Object.keys(files), 'gone.py']), expected);
    });

    it('looks at files that git leaves out when the settings say so', async () => {
      const files = { 'ruff.toml': 'respect-gitignore = false', '.gitignore': '*', 'a.py': unused };
      assert.deepEqual(await findingsIn(files), ['a.py F401']);
    });

    it('obeys settings for single files', async () => {
      const settings = `[tool.ruff.lint]
      select = ["F", "FIX"]
      per-file-ignores = { "__init__.py" = ["F"], "tests/*" = ["FIX"], "!src/**" = ["F8"] }`;
      const text = 'import os\nnope()  # TODO\n';
      const names = ['src/__init__.py', 'src/a.py', 'tests/unit/b.py'];
      const files = Object.fromEntries(names.map((name) => [name, text]));
      assert.deepEqual(await findingsIn({ 'pyproject.toml': settings, ...files }), [
        'src/__init__.py FIX002',
        'src/a.py F401',
        'src/a.py F821',
        'src/a.py FIX002',
        'tests/unit/b.py F401',
      ]);
    });

    it('takes settings from a file that is extended', async () => {
      const files = {
        'ruff.toml': 'extend = "config/base.toml"\n[lint]\nextend-select = ["T20"]\n',
        'config/base.toml': '[lint]\nselect = ["F"]\nextend-select = ["E711"]\n',
        'a.py': 'import os\nprint(input() == None)\n',
      };
      assert.deepEqual(await findingsIn(files), ['a.py E711', 'a.py F401', 'a.py T201']);
    });

    it('aims at the oldest Python that the project allows', async () => {
      const select = '[tool.ruff.lint]\nselect = ["UP006"]\n';
      const text = 'import typing\na: typing.List[int] = []\n';
      const findings = (range: string): Promise<string[]> =>
        findingsIn({
          'pyproject.toml': `[project]\nrequires-python = "${range}"\n${select}`,
          'a.py': text,
        });
      assert.deepEqual(await findings('>=3.8,<4'), []);
      assert.deepEqual(await findings('>=3.9'), ['a.py UP006']);
    });

    it('knows the modules of the project itself when it sorts imports', async () => {
      const settings = { 'ruff.toml': '[lint]\nselect = ["I"]\n', 'src/mine/__init__.py': '' };
      const sorted = 'import other\n\nimport mine\n';
      assert.deepEqual(await findingsIn({ ...settings, 'a.py': sorted }), []);
      assert.deepEqual(await findingsIn({ 'ruff.toml': settings['ruff.toml'], 'a.py': sorted }), [
        'a.py I001',
      ]);
    });

    it('sees an edit of the settings', async () => {
      const project = await open({ 'ruff.toml': '[lint]\nselect = ["E"]\n', 'a.py': unused });
      const checker = await checkerOf(project);
      assert.deepEqual(await checker.check({}), []);
      await project.write('ruff.toml', '[lint]\nselect = ["F"]\n');
      assert.equal((await checker.check({})).length, 1);
    });

    it('says in one line what is wrong with the settings', async () => {
      const broken = await open({ 'ruff.toml': 'select = [', 'a.py': unused });
      await assert.rejects(openBuild(broken), {
        reason: 'checker',
        message: /^ruff\.toml is not TOML: .+; mend it\.$/,
      });
      const unknown = await checkerOf(await open({ 'ruff.toml': 'nonsense = 1', 'a.py': unused }));
      await assert.rejects(unknown.check({}), {
        reason: 'checker',
        message: /^Ruff [\d.]+ cannot use ruff\.toml: unknown field `nonsense`\. Mend it, or/,
      });
      const pinned = await checkerOf(
        await open({ 'ruff.toml': 'required-version = "==0.1.0"', 'a.py': unused }),
      );
      await assert.rejects(pinned.check({}), { reason: 'checker', message: /Required version/ });
      const base = await open({ 'ruff.toml': 'extend = "gone.toml"', 'a.py': unused });
      await assert.rejects(openBuild(base), { message: /extends gone\.toml/ });
    });

    it('stops when asked to', async () => {
      const checker = await checkerOf(await open({ 'ruff.toml': '', 'a.py': unused }));
      await assert.rejects(checker.check({ signal: AbortSignal.abort() }), { reason: 'cancelled' });
    });

    it('claims what ruff reports about files that it can look at here', async () => {
      const checker = await checkerOf(await open({ 'ruff.toml': '', 'a.py': unused }));
      assert.equal(checker.claims({ source: 'ruff', file: 'a.py' }), true);
      assert.equal(checker.claims({ source: 'Ruff', file: 'a.py' }), true);
      assert.equal(checker.claims({ source: 'ruff', file: 'a.ipynb' }), false);
      assert.equal(checker.claims({ source: 'pyright', file: 'a.py' }), false);
    });
  });
