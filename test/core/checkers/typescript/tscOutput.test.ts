import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { parseTscOutput } from '../../../../src/core/checkers/typescript/tscOutput.ts';

const root = resolve('/home/me');
const config = resolve('/home/me/app/tsconfig.json');

describe('parseTscOutput', () => {
  it('reads places, codes and first lines, and leaves explanations out', () => {
    const text = [
      "src/odd (1,2).ts(3,14): error TS2322: Type 'a' is not assignable to type 'b'.",
      "  Types of property 'c' are incompatible.",
      "    Type 'd' is not assignable to type 'e'.",
      "error TS2688: Cannot find type definition file for 'f'.",
      '',
    ].join('\r\n');
    const { diagnostics, files } = parseTscOutput(text, root, config);
    assert.deepEqual(
      diagnostics.map(({ file, range, code, message }) => [
        file,
        range.line,
        range.column,
        code,
        message,
      ]),
      [
        ['src/odd (1,2).ts', 3, 14, '2322', "Type 'a' is not assignable to type 'b'."],
        ['app/tsconfig.json', 1, 1, '2688', "Cannot find type definition file for 'f'."],
      ],
    );
    assert.deepEqual(files, []);
  });

  it('takes the other lines for the files that were listed', () => {
    const path = resolve('/home/me/src/a.ts');
    assert.deepEqual(parseTscOutput(`${path}\n`, root, config), { diagnostics: [], files: [path] });
  });
});
