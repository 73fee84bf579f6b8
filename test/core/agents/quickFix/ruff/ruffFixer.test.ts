import assert from 'node:assert/strict';
import { RuffFixer } from '../../../../../src/core/agents/quickFix/ruff/ruffFixer.ts';
import { applyEdits } from '../../../../../src/core/agents/quickFix/textEdits.ts';
import { RuffChecker } from '../../../../../src/core/checkers/ruff/ruffChecker.ts';
import type { RuffEngine } from '../../../../../src/core/checkers/ruff/ruffEngine.ts';
import type { Diagnostic } from '../../../../../src/core/protocol/diagnostic.ts';
import { ruffBuilds } from '../../../../support/ruffBuilds.ts';
import { type TemporaryProject, temporaryProject } from '../../../../support/temporaryProject.ts';

const settings = '[lint]\nselect = ["ALL"]\n';

for (const [build, openBuild] of Object.entries(ruffBuilds))
  describe(`RuffFixer by ${build}`, () => {
    let project: TemporaryProject;
    let engine: RuffEngine;
    let fixer: RuffFixer;
    const { signal } = new AbortController();

    before(async () => {
      project = await temporaryProject({ 'ruff.toml': settings, 'a.py': '' });
      const created = await openBuild(project);
      assert.ok(created.engine);
      engine = created.engine;
      fixer = new RuffFixer(engine);
    });

    after(async () => {
      await engine.dispose();
      await project.remove();
    });

    async function diagnose(file: string, text: string): Promise<readonly Diagnostic[]> {
      await project.write(file, text);
      return new RuffChecker(engine).check({ files: [file] });
    }

    /** What each candidate for the diagnostics of one rule would make of the text. */
    async function outcomes(text: string, code: string, file = 'a.py'): Promise<string[]> {
      const diagnostics = await diagnose(file, text);
      const ofRule = diagnostics.filter((diagnostic) => diagnostic.code === code);
      assert.notEqual(ofRule.length, 0, `${code} not reported`);
      const found = await fixer.candidates(ofRule, signal);
      return found.flat().map((fix) => `${fix.worth}: ${applyEdits(text, fix.edits)}`);
    }

    it('offers a fix that ruff holds safe as safe, in its own words', async () => {
      const diagnostics = await diagnose('a.py', 'import os\nimport sys\nsys.exit()\n');
      const unused = diagnostics.filter(({ code }) => code === 'F401');
      assert.deepEqual(await fixer.candidates(unused, signal), [
        [
          {
            title: 'Remove unused import: `os`',
            edits: [{ file: 'a.py', start: 0, end: 10, newText: '' }],
            worth: 'safe',
            reason: 'Nothing of the import is used.',
          },
        ],
      ]);
    });

    it('leaves other fixes to a person', async () => {
      assert.deepEqual(await outcomes('def f(x):\n    return x == None\n', 'E711'), [
        'proposed: def f(x):\n    return x is None\n',
      ]);
      const typed = 'import typing\na: typing.List[int] = []\n';
      const newer = typed.replace('typing.List', 'list');
      assert.deepEqual(await outcomes(typed, 'UP006'), [`proposed: ${newer}`]);
      const ofPackage = await outcomes('import os\n', 'F401', 'pkg/__init__.py');
      assert.ok(!ofPackage.some((outcome) => outcome.startsWith('safe')));
    });

    it('leaves a fix that loses a comment to a person', async () => {
      const text = 'import os  # for later\n';
      assert.deepEqual(await outcomes(text, 'F401'), ['proposed: ']);
    });

    it('holds a fix safe that leaves the same program, and only then', async () => {
      assert.deepEqual(await outcomes('x = 1  \n', 'W291'), ['safe: x = 1\n']);
      assert.deepEqual(await outcomes('x = """a  \nb"""\n', 'W291'), [
        'proposed: x = """a\nb"""\n',
      ]);
      assert.deepEqual(await outcomes('def f():\n    """a  \n    b"""\n', 'W291'), [
        'proposed: def f():\n    """a\n    b"""\n',
      ]);
    });

    it('takes back a directive that silences nothing, and never adds one', async () => {
      assert.deepEqual(await outcomes('x = 1  # noqa: F401\n', 'RUF100'), ['safe: x = 1\n']);
      assert.deepEqual(await outcomes('list(zip([1], [2]))\n', 'B905'), []);
    });

    it('edits the right place behind astral characters, on lines with CRLF and a byte order mark', async () => {
      const text = "\uFEFFimport os\r\nx = '😀'; y = f'é'\r\n";
      assert.deepEqual(await outcomes(text, 'F401'), ["safe: \uFEFFx = '😀'; y = f'é'\r\n"]);
      assert.deepEqual(await outcomes(text, 'F541'), [
        "safe: \uFEFFimport os\r\nx = '😀'; y = 'é'\r\n",
      ]);
    });

    it('adds the line end that is missing', async () => {
      assert.deepEqual(await outcomes('x = 1', 'W292'), ['safe: x = 1\n']);
    });

    it('answers in the order in which it was asked, with nothing for what it does not find', async () => {
      const both = [
        ...(await diagnose('b.py', 'x = 1')).filter(({ code }) => code === 'W292'),
        ...(await diagnose('a.py', 'import os\n')).filter(({ code }) => code === 'F401'),
      ];
      const [first] = both;
      assert.ok(first);
      const asked = [...both, { ...first, code: 'F999' }, { ...first, file: 'gone.py' }];
      const found = await fixer.candidates(asked, signal);
      assert.deepEqual(
        found.map((fixes) => fixes.map((fix) => fix.edits[0]?.file)),
        [['b.py'], ['a.py'], [], []],
      );
    });
  });
