import assert from 'node:assert/strict';
import { globExpression } from '../../../../src/core/checkers/ruff/globPattern.ts';

describe('globExpression', () => {
  const cases: readonly [pattern: string, crosses: boolean, yes: string[], no: string[]][] = [
    ['*.py', false, ['a.py', '.py'], ['b/a.py', 'a.pyi', 'axpy']],
    ['*.py', true, ['a.py', 'b/a.py'], ['a.pyi']],
    ['**/a', false, ['a', 'b/a', 'b/c/a'], ['ba']],
    ['a/**', false, ['a/b', 'a/b/c'], ['a', 'ab']],
    ['a/**/b', false, ['a/b', 'a/x/b', 'a/x/y/b'], ['a/xb']],
    ['a?c', false, ['abc'], ['a/c', 'ac']],
    ['[a-c][!0-9]', false, ['ax'], ['a1', 'dx']],
    ['{a,b/*}.py', false, ['a.py', 'b/c.py'], ['a', '{a}.py']],
    ['a,b}', false, ['a,b}'], ['a', 'b']],
    ['\\*.(py)', false, ['*.(py)'], ['a.(py)', '*.py']],
    ['{a,b', false, ['a', 'b'], ['{a,b']],
    ['[', false, ['['], []],
  ];
  for (const [pattern, crossesFolders, yes, no] of cases) {
    it(`${pattern} ${crossesFolders ? 'across' : 'within'} folders`, () => {
      const expression = globExpression(pattern, { crossesFolders });
      for (const path of yes) assert.match(path, expression);
      for (const path of no) assert.doesNotMatch(path, expression);
    });
  }
});
