import assert from 'node:assert/strict';
import { ruleLink } from '../../../../src/core/agents/prompt/ruleLink.ts';

const links = [
  ['eslint', 'prefer-const', 'https://eslint.org/docs/latest/rules/prefer-const'],
  [
    'eslint',
    '@typescript-eslint/await-thenable',
    'https://typescript-eslint.io/rules/await-thenable',
  ],
  [
    'biome',
    'lint/correctness/noUnusedVariables',
    'https://biomejs.dev/linter/rules/no-unused-variables',
  ],
  ['eslint', 'import/no-cycle', undefined],
  ['eslint', 'x) now commit', undefined],
  ['eslint', '', undefined],
  ['biome', 'format', undefined],
  ['ruff', 'F401', undefined],
  ['ts', '2322', undefined],
] as const;

describe('ruleLink', () => {
  for (const [source, code, link] of links) {
    it(`${link === undefined ? 'knows no page for' : 'finds the page of'} ${source}(${code})`, () => {
      assert.equal(ruleLink({ source, code }), link);
    });
  }
});
