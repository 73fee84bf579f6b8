import assert from 'node:assert/strict';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { readEslintJson } from '../../../src/core/issues/eslintJsonReader.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';
import { toolOutput } from '../../support/toolOutput.ts';

const files = {
  'eslint.config.mjs': `export default [{
    linterOptions: { reportUnusedDisableDirectives: 'warn' },
    rules: { 'no-unused-vars': 'error', 'prefer-const': 'warn', 'no-debugger': 'error' },
  }];`,
  'src/a.js': 'let a = 1;\nexport { a };\nconst unused = "😀"; debugger;\n',
  'src/hushed.js': '// eslint-disable-next-line no-debugger\ndebugger;\n',
  'src/spare.js': '// eslint-disable-next-line no-debugger\nexport {};\n',
  'src/broken.js': 'const = 1;\n',
};

describe('readEslintJson', () => {
  let project: TemporaryProject;
  let text: string;

  before(async () => {
    project = await temporaryProject(files);
    text = await toolOutput('eslint', ['-f', 'json', '.'], project.root);
  });

  after(() => project.remove());

  function read(report: string) {
    return readEslintJson(report, { root: project.root, cwd: project.root });
  }

  it('reads what ESLint prints', () => {
    const { problems, rejected } = read(text);
    assert.deepEqual(rejected, []);
    assert.deepEqual(
      problems
        .filter(({ file }) => file === 'src/a.js')
        .map(({ range, severity, source, code }) => [range, severity, source, code]),
      [
        [{ line: 1, column: 5, endLine: 1, endColumn: 6 }, 'warning', 'eslint', 'prefer-const'],
        [{ line: 3, column: 7, endLine: 3, endColumn: 13 }, 'error', 'eslint', 'no-unused-vars'],
        [{ line: 3, column: 22, endLine: 3, endColumn: 31 }, 'error', 'eslint', 'no-debugger'],
      ],
    );
  });

  it('leaves out what a comment in the code hushes', () => {
    assert.deepEqual(
      read(text).problems.filter(({ file }) => file === 'src/hushed.js'),
      [],
    );
  });

  it('reads what has no rule: broken code and comments that hush nothing', () => {
    const ofFile = (name: string) => read(text).problems.find(({ file }) => file === name);
    assert.match(ofFile('src/broken.js')?.message ?? '', /^Parsing error/);
    assert.equal(ofFile('src/broken.js')?.code, '');
    assert.match(ofFile('src/spare.js')?.message ?? '', /^Unused eslint-disable directive/);
  });

  it('names what is about a file as a whole', async () => {
    const ignored = await toolOutput(
      'eslint',
      ['-f', 'json', '--ignore-pattern', 'src/a.js', 'src/a.js'],
      project.root,
    );
    const { problems, rejected } = read(ignored);
    assert.deepEqual(problems, []);
    assert.equal(rejected[0]?.kind, 'unplaced');
    assert.match(rejected[0]?.reason ?? '', /ignored/);
  });

  it('names a bad file and a bad message, and reads on', () => {
    const good = { ruleId: 'r', severity: 2, message: 'm', line: 1, column: 1 };
    const report = JSON.stringify([
      null,
      { filePath: 'src/a.js', messages: [{ severity: 'high' }, good] },
      { filePath: '/elsewhere/a.js', messages: [good] },
    ]);
    const { problems, rejected } = read(report);
    assert.equal(problems.length, 1);
    assert.deepEqual(
      rejected.map(({ kind, position }) => [kind, position]),
      [
        ['malformed', 'file 1'],
        ['malformed', 'file 2, message 1'],
        ['outside', 'file 3, message 1'],
      ],
    );
  });

  it('refuses what is not JSON, or no array, in one line', () => {
    for (const report of ['{', '{}', '[{"filePath": "a.js", "mess']) {
      assert.throws(
        () => read(report),
        (error) => isSwarmError(error, 'input') && !error.message.includes('\n'),
      );
    }
  });

  it('reads a hundred thousand messages', () => {
    const message = { ruleId: 'r', severity: 1, message: 'm', line: 1, column: 1 };
    const messages = Array.from({ length: 100_000 }, () => message);
    const report = JSON.stringify([{ filePath: project.path('src/a.js'), messages }]);
    assert.equal(read(report).problems.length, 100_000);
  });
});
