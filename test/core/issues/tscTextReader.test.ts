import assert from 'node:assert/strict';
import { readTscText } from '../../../src/core/issues/tscTextReader.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';
import { toolOutput } from '../../support/toolOutput.ts';

const files = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      strict: true,
      noEmit: true,
      noUnusedLocals: true,
      types: [],
      lib: ['es5'],
    },
    files: ['src/a.ts'],
  }),
  'src/a.ts': [
    'const n: number = "one";',
    'interface Deep { a: { b: { c: string } } }',
    'export const deep: Deep = { a: { b: { c: 1 } } };',
    'export const bad: { f: (x: Deep) => void } = { f: (x: string) => {} };',
    '',
  ].join('\n'),
};

const expected = [
  ['src/a.ts', 1, 7, 'ts', '6133'],
  ['src/a.ts', 1, 7, 'ts', '2322'],
  ['src/a.ts', 3, 39, 'ts', '2322'],
  ['src/a.ts', 4, 48, 'ts', '2322'],
];

describe('readTscText', () => {
  let project: TemporaryProject;
  let plain: string;
  let pretty: string;

  before(async () => {
    project = await temporaryProject(files);
    plain = await toolOutput('tsc', ['--pretty', 'false'], project.root);
    pretty = await toolOutput('tsc', ['--pretty', 'true'], project.root);
  });

  after(() => project.remove());

  function read(text: string) {
    return readTscText(text, { root: project.root, cwd: project.root });
  }

  function summary(text: string) {
    return read(text)
      .problems.map(({ file, range, source, code }) => [
        ...[file, range.line, range.column, source, code],
      ])
      .toSorted();
  }

  it('reads what the compiler prints for programs', () => {
    assert.deepEqual(summary(plain), expected.toSorted());
    assert.deepEqual(read(plain).rejected, []);
  });

  it('reads what it prints for people, in colours, to the same problems', () => {
    assert.ok(pretty.includes('\u001b['));
    assert.deepEqual(summary(pretty), expected.toSorted());
    assert.deepEqual(
      read(pretty).problems.map(({ message }) => message),
      read(plain).problems.map(({ message }) => message),
    );
  });

  it('keeps the chain of reasons', () => {
    const { message } = read(plain).problems.at(-1) ?? {};
    assert.match(message ?? '', /^Type .*\n {2}Types of parameters .*\n {4}Type /);
  });

  it('reads the line ends of Windows', () => {
    assert.deepEqual(summary(plain.replaceAll('\n', '\r\n')), expected.toSorted());
  });

  it('takes severities over', () => {
    const text = ['error', 'warning', 'message', 'suggestion']
      .map((category) => `src/a.ts(1,1): ${category} TS1: m`)
      .join('\n');
    assert.deepEqual(
      read(text).problems.map(({ severity }) => severity),
      ['error', 'warning', 'information', 'hint'],
    );
  });

  it('passes over the lines of other programs', () => {
    const text = `> build\n> tsc\n\nsrc/a.ts(1,1): error TS1: m\n \n  not a reason\nFound 1 error.\n`;
    const { problems, rejected } = read(text);
    assert.deepEqual([problems.length, rejected.length], [1, 0]);
    assert.equal(problems[0]?.message, 'm');
  });

  it('names an error that belongs to no file', () => {
    const text = "error TS5023: Unknown compiler option 'x'.\nsrc/a.ts(1,1): error TS1: m";
    const { problems, rejected } = read(text);
    assert.equal(problems.length, 1);
    assert.deepEqual(rejected, [
      {
        kind: 'unplaced',
        position: 'line 1',
        reason: "error TS5023 belongs to no file: Unknown compiler option 'x'.",
      },
    ]);
  });

  it('names what lies outside the repository', () => {
    const { rejected } = read('../lib/b.ts(1,1): error TS1: m');
    assert.deepEqual(rejected, [
      {
        kind: 'outside',
        position: 'line 1',
        reason: '../lib/b.ts is outside the repository',
      },
    ]);
  });

  it('reads names with brackets and spaces', () => {
    const { problems } = read('app/(main)/my page.tsx(3,4): error TS1: m');
    assert.equal(problems[0]?.file, 'app/(main)/my page.tsx');
  });

  it('reads a hundred thousand lines', () => {
    const text = 'src/a.ts(1,1): error TS1: m\n  because\n'.repeat(100_000);
    assert.equal(read(text).problems.length, 100_000);
  });
});
