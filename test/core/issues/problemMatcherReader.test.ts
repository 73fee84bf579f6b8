import assert from 'node:assert/strict';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { readByProblemMatcher } from '../../../src/core/issues/problemMatcherReader.ts';

const context = { root: '/home/me/app', cwd: '/home/me/app' };

const gcc = {
  owner: 'cpp',
  pattern: {
    regexp: '^(.*?):(\\d+):(\\d+):\\s+(warning|error):\\s+(.*)$',
    file: 1,
    line: 2,
    column: 3,
    severity: 4,
    message: 5,
  },
};

const stylish = {
  source: 'lint',
  pattern: [
    { regexp: '^([^\\s].*)$', file: 1 },
    {
      regexp: '^\\s+(\\d+):(\\d+)\\s+(error|warning|info)\\s+(.+?)(?:\\s\\s+(.*))?$',
      line: 1,
      column: 2,
      severity: 3,
      message: 4,
      code: 5,
      loop: true,
    },
  ],
};

function read(text: string, matcher: unknown) {
  return readByProblemMatcher(text, context, matcher, 'checker-id');
}

describe('readByProblemMatcher', () => {
  it('reads one problem a line, and passes over other lines', () => {
    const text =
      'make all\r\nsrc/a.c:3:7: error: expected \u001b[1m;\u001b[0m\r\nmake: *** [all] Error 1\r\n';
    assert.deepEqual(read(text, gcc), {
      problems: [
        {
          file: 'src/a.c',
          range: { line: 3, column: 7, endLine: 3, endColumn: 7 },
          severity: 'error',
          source: 'cpp',
          code: '',
          message: 'expected ;',
        },
      ],
      rejected: [],
    });
  });

  it('reads several problems under one file name', () => {
    const text =
      '/home/me/app/a.js\n  1:2  error  One  no-one\n  3:4  warning  Two  no-two\n\nb.js\n  5:6  info  Six\n';
    const { problems } = read(text, stylish);
    assert.deepEqual(
      problems.map(({ file, range, severity, code, message }) => [
        ...[file, range.line, severity, code, message],
      ]),
      [
        ['a.js', 1, 'error', 'no-one', 'One'],
        ['a.js', 3, 'warning', 'no-two', 'Two'],
        ['b.js', 5, 'information', '', 'Six'],
      ],
    );
    assert.equal(problems[0]?.source, 'lint');
  });

  it('is content with a part of a line, as an editor is', () => {
    const matcher = {
      pattern: { regexp: 'in (\\S+) line (\\d+): (\\w+)', file: 1, line: 2, message: 3 },
    };
    const { problems } = read('PHP: in src/a.php line 4: wrong (again)', matcher);
    assert.deepEqual([problems[0]?.file, problems[0]?.message], ['src/a.php', 'wrong']);
    assert.deepEqual([problems[0]?.source, problems[0]?.severity], ['checker-id', 'error']);
  });

  it('takes paths from the folder that the matcher names', () => {
    const fileLocation = ['relative', `\${workspaceFolder}/packages/b`];
    const { problems } = read('src/a.c:1:1: error: m', { ...gcc, fileLocation });
    assert.equal(problems[0]?.file, 'packages/b/src/a.c');
  });

  it('reads a place that is one group', () => {
    const pattern = { regexp: '^(\\S+)\\(([\\d,]+)\\): (.*)$', file: 1, location: 2, message: 3 };
    const { problems } = read('a.cs(1,2,3,4): m', { pattern });
    assert.deepEqual(problems[0]?.range, { line: 1, column: 2, endLine: 3, endColumn: 4 });
  });

  it('names what lies outside the repository', () => {
    assert.equal(read('/usr/include/x.h:1:1: error: m', gcc).rejected[0]?.kind, 'outside');
  });

  it('refuses what is no matcher, and says what is wrong', () => {
    const cases: readonly (readonly [unknown, RegExp])[] = [
      ['$tsc', /"\$tsc" is the name/],
      [{}, /"pattern"/],
      [{ pattern: [] }, /"pattern"/],
      [{ pattern: { regexp: '(', file: 1, message: 1 } }, /Invalid regular expression/],
      [{ pattern: { regexp: '(.*)', file: 1 } }, /which group is the message/],
      [{ pattern: { regexp: '(.*)', message: 1 } }, /which group is the file/],
    ];
    for (const [matcher, reason] of cases) {
      assert.throws(
        () => read('text', matcher),
        (error) => isSwarmError(error, 'configuration') && reason.test(error.message),
      );
    }
  });
});
