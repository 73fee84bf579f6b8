import assert from 'node:assert/strict';
import { EslintChecker } from '../../../../src/core/checkers/eslint/eslintChecker.ts';
import { toDiagnostic } from '../../../../src/core/checkers/eslint/eslintDiagnostic.ts';
import { createEslintEngine } from '../../../../src/core/checkers/eslint/eslintEngine.ts';
import { type TemporaryProject, temporaryProject } from '../../../support/temporaryProject.ts';

const config = `export default [{
  linterOptions: { reportUnusedDisableDirectives: 'warn' },
  rules: { 'no-var': 'error', 'no-debugger': 'warn' },
}];`;

describe('EslintChecker', () => {
  let project: TemporaryProject;
  let checker: EslintChecker;

  before(async () => {
    project = await temporaryProject({ 'eslint.config.mjs': config });
    await project.linkPackages();
    const engine = await createEslintEngine(project.root);
    assert.ok(engine);
    checker = new EslintChecker(engine);
  });

  after(async () => {
    await checker.dispose();
    await project.remove();
  });

  async function checkText(text: string): Promise<readonly unknown[]> {
    await project.write('src/a.js', text);
    return checker.check({ files: ['src/a.js'] });
  }

  it('reports each message with its rule, its severity and its place', async () => {
    assert.deepEqual(await checkText('\n  var a;\ndebugger;\n'), [
      {
        file: 'src/a.js',
        range: { line: 2, column: 3, endLine: 2, endColumn: 9 },
        severity: 'error',
        source: 'eslint',
        code: 'no-var',
        message: 'Unexpected var, use let or const instead.',
      },
      {
        file: 'src/a.js',
        range: { line: 3, column: 1, endLine: 3, endColumn: 10 },
        severity: 'warning',
        source: 'eslint',
        code: 'no-debugger',
        message: "Unexpected 'debugger' statement.",
      },
    ]);
  });

  it('reports a file that cannot be parsed as an error without a rule', async () => {
    assert.deepEqual(await checkText('let a = ;\n'), [
      {
        file: 'src/a.js',
        range: { line: 1, column: 9, endLine: 1, endColumn: 10 },
        severity: 'error',
        source: 'eslint',
        code: '',
        message: 'Parsing error: Unexpected token ;',
      },
    ]);
  });

  it('reports a directive that is of no use, when the project wants that', async () => {
    const [only, ...more] = await checker.check({
      files: await project
        .write('b.js', '// eslint-disable-next-line no-var\n')
        .then(() => ['b.js']),
    });
    assert.equal(more.length, 0);
    assert.equal(only?.code, '');
    assert.match(only?.message ?? '', /^Unused eslint-disable directive/);
  });

  it('counts columns in UTF-16 units, behind a byte order mark and on lines with CRLF', async () => {
    await project.write('c.js', '\uFEFF/*😀*/ var a;\r\n/*😀*/ var b;\r\n');
    const found = await checker.check({ files: ['c.js'] });
    const places = found.map(({ range }) => [range.line, range.column, range.endColumn]);
    assert.deepEqual(places, [
      [1, 8, 14],
      [2, 8, 14],
    ]);
  });

  it('checks the whole project when no files are named', async () => {
    await checkText('var a;\n');
    await project.write('lib/d.cjs', 'debugger;\n');
    const files = (await checker.check({})).map(({ file }) => file);
    assert.ok(files.includes('src/a.js') && files.includes('lib/d.cjs'));
  });

  it('claims what ESLint and its plugins report, and nothing else', () => {
    const claims = (source: string): boolean => checker.claims({ source, file: 'a.ts' });
    const own = ['eslint', 'ESLint', 'typescript-eslint', '@typescript-eslint/eslint-plugin'];
    for (const source of [...own, 'eslint-plugin-react-hooks']) assert.ok(claims(source), source);
    for (const source of ['ts', 'ruff', 'stylelint', 'tslint', '']) assert.ok(!claims(source));
  });

  it('gives a message without a place the first character of the file', () => {
    const place = { line: 0, column: Number.NaN };
    const message = { ruleId: null, severity: 2 as const, message: 'no program', ...place };
    const { range } = toDiagnostic('a.ts', message);
    assert.deepEqual(range, { line: 1, column: 1, endLine: 1, endColumn: 2 });
  });
});
