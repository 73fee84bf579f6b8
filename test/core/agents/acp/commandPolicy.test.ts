import assert from 'node:assert/strict';
import { isAllowedCommand } from '../../../../src/core/agents/acp/commandPolicy.ts';

const allowed = [
  'ls',
  'cat src/a.ts',
  "grep -rn 'two words' src | head -20",
  'cd src && ls -la',
  'git diff HEAD~1 -- src/a.ts',
  'rg "count" src',
  'find . -name a.ts',
  'npm test',
  'npm test -- --grep price',
  "echo 'a > b; rm x'",
];

const refused = [
  '',
  'rm -rf .',
  'ls > files.txt',
  'cat a.ts >> /tmp/x',
  'ls & rm x',
  'ls\nrm x',
  'echo $(rm x)',
  'echo `rm x`',
  'echo "$(rm x)"',
  'cat <(rm x)',
  'FOO=1 rm x',
  'env rm x',
  'find . -exec rm {} +',
  'find . -delete',
  'find . -fprint /tmp/x',
  'rg --pre ./evil x',
  'git -c core.pager=evil log',
  'git diff --output=/tmp/x',
  'git diff --ext-diff',
  'git grep -O./evil x',
  'git commit -am x',
  'npm testing',
  'npm run build',
  'sed -i s/a/b/ a.ts',
  'ls | sh',
  'ls || rm x',
  'ls; rm x',
  'echo "unclosed',
  'ca\\t a.ts; r\\m x',
  'cat {a,b}.ts',
  '| ls',
  'ls &&',
  'cat a.ts # comment',
  "'rm' x",
];

describe('commands of an agent', () => {
  for (const command of allowed) {
    it(`may be: ${command}`, () => assert.equal(isAllowedCommand(command, ['npm test']), true));
  }

  for (const command of refused) {
    it(`may not be: ${JSON.stringify(command)}`, () =>
      assert.equal(isAllowedCommand(command, ['npm test']), false));
  }

  it('are not all allowed by an empty entry', () => {
    assert.equal(isAllowedCommand('rm x', ['', ' ']), false);
  });
});
