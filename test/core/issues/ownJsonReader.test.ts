import assert from 'node:assert/strict';
import { readOwnJson } from '../../../src/core/issues/ownJsonReader.ts';

const context = { root: '/home/me/app', cwd: '/home/me/app' };

function read(...values: readonly unknown[]) {
  return readOwnJson(JSON.stringify(values), context);
}

const least = { file: 'src/a.ts', message: 'm' };

describe('readOwnJson', () => {
  it('needs a file and a message only', () => {
    assert.deepEqual(read(least), {
      problems: [
        {
          file: 'src/a.ts',
          range: { line: 1, column: 1, endLine: 1, endColumn: 1 },
          severity: 'error',
          source: '',
          code: '',
          message: 'm',
        },
      ],
      rejected: [],
    });
  });

  it('takes everything that the contract names', () => {
    const place = { line: 3, column: 7, endLine: 4, endColumn: 2 };
    const rest = { severity: 'hint', source: 'tsc', code: 6133, type: 'typing', priority: 5 };
    const { problems } = read({ ...least, ...place, ...rest });
    assert.deepEqual(problems, [
      {
        ...least,
        range: place,
        severity: 'hint',
        source: 'ts',
        code: '6133',
        type: 'type_error',
        priority: 5,
      },
    ]);
  });

  it('passes over what it does not know', () => {
    assert.equal(read({ ...least, id: 'x', url: 'y' }).problems.length, 1);
  });

  it('names a bad entry by its position and goes on with the good ones', () => {
    const { problems, rejected } = read(
      least,
      { file: 'src/a.ts' },
      { ...least, line: 0 },
      { ...least, severity: 'fatal' },
      { ...least, type: 'nonsense' },
      { ...least, priority: 9 },
      'text',
      null,
      least,
    );
    assert.equal(problems.length, 2);
    assert.deepEqual(
      rejected.map(({ position }) => position),
      [2, 3, 4, 5, 6, 7, 8].map((number) => `entry ${number}`),
    );
    const reasons = rejected.map(({ reason }) => reason);
    assert.match(reasons[0] ?? '', /^"message"/);
    assert.match(reasons[3] ?? '', /"nonsense" is none of formatting, type_error/);
  });

  it('reads one problem on each line, and names a broken line', () => {
    const text = `${JSON.stringify(least)}\r\n\r\n{"file": "src/a\r\n${JSON.stringify(least)}\r\n`;
    const { problems, rejected } = readOwnJson(text, context);
    assert.equal(problems.length, 2);
    assert.equal(rejected[0]?.position, 'line 3');
    assert.match(rejected[0]?.reason ?? '', /not valid JSON/);
  });

  it('reads a single problem', () => {
    assert.equal(readOwnJson(JSON.stringify(least, null, 2), context).problems.length, 1);
  });

  it('refuses files outside the repository', () => {
    const { problems, rejected } = read(
      { ...least, file: '../x.ts' },
      { ...least, file: '/etc/x' },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      rejected.map(({ kind }) => kind),
      ['outside', 'outside'],
    );
  });

  it('never ends before it begins', () => {
    const { problems } = read({ ...least, line: 5, column: 3, endLine: 4, endColumn: 1 });
    assert.deepEqual(problems[0]?.range, { line: 5, column: 3, endLine: 5, endColumn: 3 });
  });

  it('reads a hundred thousand lines', () => {
    const text = `${JSON.stringify(least)}\n`.repeat(100_000);
    assert.equal(readOwnJson(text, context).problems.length, 100_000);
  });
});
