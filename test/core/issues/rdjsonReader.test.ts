import assert from 'node:assert/strict';
import { readRdjson } from '../../../src/core/issues/rdjsonReader.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';
import { toolOutput } from '../../support/toolOutput.ts';

const context = { root: '/home/me/app', cwd: '/home/me/app', readText: () => 'let é = "😀" + x;' };

function entry(more: object = {}) {
  const range = { start: { line: 1, column: 18 }, end: { line: 1, column: 19 } };
  return { message: 'm', location: { path: 'src/a.ts', range }, ...more };
}

describe('readRdjson', () => {
  describe('from a real tool', () => {
    let project: TemporaryProject;
    before(async () => {
      project = await temporaryProject({
        'biome.json': '{}',
        'src/a.ts': 'var s = "😀"; debugger;\n',
      });
    });
    after(() => project.remove());

    it('reads its problems', async () => {
      const text = await toolOutput('biome', ['lint', '--reporter=rdjson', 'src'], project.root);
      const { problems, rejected } = readRdjson(text, { root: project.root, cwd: project.root });
      assert.deepEqual(rejected, []);
      const found = problems.find(({ code }) => code === 'lint/suspicious/noDebugger');
      assert.deepEqual(found?.range, { line: 1, column: 15, endLine: 1, endColumn: 24 });
      assert.deepEqual(
        [found?.file, found?.source, found?.severity],
        ['src/a.ts', 'biome', 'error'],
      );
    });
  });

  it('counts columns in bytes', () => {
    const { problems } = readRdjson(JSON.stringify(entry()), context);
    assert.deepEqual(problems[0]?.range, { line: 1, column: 15, endLine: 1, endColumn: 16 });
  });

  it('takes what all share from the top', () => {
    const text = JSON.stringify({
      source: { name: 'ESLint' },
      severity: 'INFO',
      diagnostics: [entry(), entry({ source: { name: 'own' }, severity: 1, code: { value: 'c' } })],
    });
    const { problems } = readRdjson(text, context);
    assert.deepEqual(
      problems.map(({ source, severity, code }) => [source, severity, code]),
      [
        ['eslint', 'information', ''],
        ['own', 'error', 'c'],
      ],
    );
  });

  it('reads one on each line, names the bad ones and goes on', () => {
    const lines = [
      JSON.stringify(entry()),
      '{"message":',
      '{"message": "m"}',
      JSON.stringify(entry()),
    ];
    const { problems, rejected } = readRdjson(lines.join('\n'), context);
    assert.equal(problems.length, 2);
    assert.deepEqual(
      rejected.map(({ position }) => position),
      ['line 2', 'line 3'],
    );
  });

  it('reads a problem of a whole file', () => {
    const text = JSON.stringify({
      diagnostics: [{ message: 'm', location: { path: 'src/a.ts' } }],
    });
    assert.equal(readRdjson(text, context).problems[0]?.range.line, 1);
  });
});
