import assert from 'node:assert/strict';
import { EslintFixer } from '../../../../../src/core/agents/quickFix/eslint/eslintFixer.ts';
import type { CandidateFix } from '../../../../../src/core/agents/quickFix/fixer.ts';
import { applyEdits } from '../../../../../src/core/agents/quickFix/textEdits.ts';
import { EslintChecker } from '../../../../../src/core/checkers/eslint/eslintChecker.ts';
import {
  createEslintEngine,
  type EslintEngine,
} from '../../../../../src/core/checkers/eslint/eslintEngine.ts';
import type { Diagnostic } from '../../../../../src/core/protocol/diagnostic.ts';
import { type TemporaryProject, temporaryProject } from '../../../../support/temporaryProject.ts';

const config = `import { parser, plugin } from 'typescript-eslint';
export default [{
  files: ['**/*.js', '**/*.ts'],
  languageOptions: { parser },
  linterOptions: { reportUnusedDisableDirectives: 'warn' },
  plugins: { '@typescript-eslint': plugin },
  rules: {
    'no-var': 'error', 'prefer-const': 'error', 'no-useless-escape': 'error', 'no-empty': 'error',
    'no-case-declarations': 'error', eqeqeq: 'error', 'no-console': 'error', 'unicode-bom': 'error',
    '@typescript-eslint/no-explicit-any': 'error', '@typescript-eslint/no-unused-vars': 'error',
    '@typescript-eslint/ban-ts-comment': 'error',
    '@typescript-eslint/explicit-member-accessibility': 'error',
  },
}];`;

describe('EslintFixer', () => {
  let project: TemporaryProject;
  let engine: EslintEngine;
  let fixer: EslintFixer;
  const { signal } = new AbortController();

  before(async () => {
    project = await temporaryProject({ 'eslint.config.mjs': config });
    await project.linkPackages();
    const created = await createEslintEngine(project.root);
    assert.ok(created);
    engine = created;
    fixer = new EslintFixer(engine);
  });

  after(async () => {
    await engine.dispose();
    await project.remove();
  });

  async function diagnose(file: string, text: string): Promise<readonly Diagnostic[]> {
    await project.write(file, text);
    return new EslintChecker(engine).check({ files: [file] });
  }

  /** What each candidate for the diagnostics of one rule would make of the text. */
  async function outcomes(text: string, code: string): Promise<string[]> {
    const diagnostics = await diagnose('a.ts', text);
    const found = await fixer.candidates(
      diagnostics.filter((diagnostic) => diagnostic.code === code),
      signal,
    );
    return found.flat().map((fix) => `${fix.worth}: ${applyEdits(text, fix.edits)}`);
  }

  it('offers the fix of a rule as safe', async () => {
    const [fix] = (
      await fixer.candidates(await diagnose('a.ts', 'var a = 1;a = 2;'), signal)
    ).flat();
    assert.deepEqual(fix, {
      title: 'Fix this no-var problem',
      edits: [{ file: 'a.ts', start: 0, end: 10, newText: 'let a = 1;' }],
      worth: 'safe',
      reason: 'The rule is sure enough to apply it by itself.',
    } satisfies CandidateFix);
  });

  it('offers suggestions with what they are worth, the safe ones first', async () => {
    assert.deepEqual(await outcomes("f('\\d');", 'no-useless-escape'), [
      "safe: f('d');",
      "proposed: f('\\\\d');",
    ]);
    assert.deepEqual(await outcomes('f(a == b);', 'eqeqeq'), ['proposed: f(a === b);']);
    assert.deepEqual(await outcomes("f(typeof a == 'x');", 'eqeqeq'), [
      "safe: f(typeof a === 'x');",
    ]);
    assert.deepEqual(await outcomes('console.log(1);', 'no-console'), ['proposed: ']);
  });

  it('leaves a type that others may rely on for a person to judge', async () => {
    const rule = '@typescript-eslint/no-explicit-any';
    const worthIn = async (text: string) =>
      (await outcomes(text, rule)).map((one) => one.split(':')[0]);
    assert.deepEqual(await worthIn('export function f(a: any): void {}'), ['proposed']);
    assert.deepEqual(await worthIn('export function f() { const a: any = 1; return a; }'), [
      'proposed',
    ]);
    assert.deepEqual(
      await worthIn('export function f(): number { const a: any = 1; g(a); return 1; }'),
      ['safe'],
    );
    assert.deepEqual(await worthIn('export class C { a: any; }'), ['proposed']);
    assert.deepEqual(
      await worthIn('export class C { constructor() { const a: any = 1; g(a); } }'),
      ['safe'],
    );
  });

  it('offers nothing that only quiets a rule', async () => {
    assert.deepEqual(await outcomes('if (a) {\n}\n', 'no-empty'), []);
    const ignored = '// @ts-ignore\nf();\n';
    assert.deepEqual(await outcomes(ignored, '@typescript-eslint/ban-ts-comment'), []);
    const any = await outcomes('f<any>();', '@typescript-eslint/no-explicit-any');
    assert.deepEqual(any, ['safe: f<unknown>();']);
  });

  it('takes back a directive that is of no use', async () => {
    const text = '// eslint-disable-next-line no-var\nf();\n';
    assert.deepEqual(await outcomes(text, ''), ['safe:  \nf();\n']);
  });

  it('tells apart suggestions that differ only in what they insert', async () => {
    const rule = '@typescript-eslint/explicit-member-accessibility';
    assert.deepEqual(await outcomes('export class A { b = 1; }', rule), [
      'safe: export class A { public b = 1; }',
      'proposed: export class A { private b = 1; }',
      'proposed: export class A { protected b = 1; }',
    ]);
  });

  it('edits the right place on lines with CRLF and behind astral characters', async () => {
    const text = "/*😀*/ f('é');\r\n/*😀*/ f('\\d');\r\n";
    const [safe] = await outcomes(text, 'no-useless-escape');
    assert.equal(safe, "safe: /*😀*/ f('é');\r\n/*😀*/ f('d');\r\n");
  });

  it('edits the right place behind a byte order mark, and can remove the mark itself', async () => {
    const text = "\uFEFFf('\\d');\n";
    const [safe] = await outcomes(text, 'no-useless-escape');
    assert.equal(safe, "safe: \uFEFFf('d');\n");
    assert.deepEqual(await outcomes(text, 'unicode-bom'), ["safe: f('\\d');\n"]);
  });

  it('answers in the order in which it was asked, with nothing for what it does not find', async () => {
    const both = [
      ...(await diagnose('a.ts', 'console.log();')),
      ...(await diagnose('b.ts', 'f(c == d);')),
    ].toReversed();
    const [first] = both;
    assert.ok(first);
    const asked = [...both, { ...first, code: 'no-such-rule' }, { ...first, file: 'gone.ts' }];
    const found = await fixer.candidates(asked, signal);
    assert.deepEqual(
      found.map((fixes) => fixes.map((fix) => fix.edits[0]?.file)),
      [['b.ts'], ['a.ts'], [], []],
    );
  });

  it('finds the message of a diagnostic that has moved, as long as there is only one', async () => {
    const [diagnostic] = await diagnose('a.ts', 'f(a == b);\n');
    assert.ok(diagnostic);
    await project.write('a.ts', '\n\nf(a == b);\n');
    const [moved] = await fixer.candidates([diagnostic], signal);
    assert.equal(moved?.length, 1);
    await project.write('a.ts', '\n\nf(a == b);\nf(a == b);\n');
    assert.deepEqual(await fixer.candidates([diagnostic], signal), [[]]);
  });

  it('lints a file once for all of its diagnostics, and again after an edit', async () => {
    const diagnostics = await diagnose('a.ts', 'f(a == b);\nf(c == d);\n');
    let lints = 0;
    const counting = {
      root: engine.root,
      lint: (scope: Parameters<EslintEngine['lint']>[0]) => {
        lints += 1;
        return engine.lint(scope);
      },
    };
    const fresh = new EslintFixer(counting);
    for (const diagnostic of diagnostics) await fresh.candidates([diagnostic], signal);
    assert.equal(lints, 1);
    await project.write('a.ts', '\nf(a == b);\n');
    await fresh.candidates(diagnostics.slice(0, 1), signal);
    assert.equal(lints, 2);
  });

  it('handles what ESLint reports', () => {
    const range = { line: 1, column: 1, endLine: 1, endColumn: 2 };
    const eslint: Diagnostic = {
      ...{ file: 'a.ts', range, severity: 'error', code: 'no-var', message: '' },
      source: 'eslint',
    };
    assert.equal(fixer.handles(eslint), true);
    assert.equal(fixer.handles({ ...eslint, source: 'ts' }), false);
  });
});
