import { deepEqual, equal } from 'node:assert/strict';
import { findFault, readCheckers } from '../../../src/extension/settings/settingFault.ts';
import type { SettingKey } from '../../../src/extension/settings/settingMap.ts';

type Examples = readonly (readonly [SettingKey, readonly unknown[]])[];

const good: Examples = [
  ['workers', [1, 50]],
  ['mode', ['parallel', 'sequential']],
  ['timeoutSeconds', [5, 86_400]],
  ['verify', [true, false]],
  ['setupCommand', ['', 'npm ci']],
  ['cacheFolder', ['', '/tmp/cache']],
  ['ladder', [['quickfix'], ['mine', 'editor']]],
  ['agents', [{}, { mine: { command: 'mine' } }]],
  ['checkers', [null, [], [{ kind: 'eslint' }]]],
  ['minimumSeverity', ['error', 'hint']],
  ['excludedSources', [[], ['cSpell']]],
];

const bad: Examples = [
  ['workers', [0, 51, 2.5, '4', null, Number.NaN]],
  ['mode', ['Parallel', '', 1]],
  ['timeoutSeconds', [4, 86_401]],
  ['verify', ['true', 1, null]],
  ['setupCommand', [null, ['npm', 'ci']]],
  ['cacheFolder', ['cache', './cache', 7]],
  ['ladder', [[], 'quickfix', [1], null]],
  [
    'agents',
    [
      [],
      null,
      { mine: 'mine' },
      { mine: { command: ' ' } },
      { mine: { command: 'mine', args: [] } },
      { quickfix: { command: 'mine' } },
      { '': { command: 'mine' } },
    ],
  ],
  ['checkers', [{}, 'eslint', [{ kind: 'jslint' }], ['eslint']]],
  ['minimumSeverity', ['warn', 1]],
  ['excludedSources', ['cSpell', [1], null]],
];

describe('a setting', () => {
  for (const [key, values] of good) {
    it(`${key} may be ${values.map((value) => JSON.stringify(value)).join(' or ')}`, async () => {
      for (const value of values) equal(await findFault(key, value), undefined);
    });
  }

  for (const [key, values] of bad) {
    it(`${key} may not be ${values.map((value) => JSON.stringify(value)).join(' or ')}`, async () => {
      for (const value of values) equal((await findFault(key, value))?.key, key);
    });
  }

  it('with a list of checkers says which of them is wrong, and why', async () => {
    const value = [{ kind: 'eslint' }, { kind: 'command', id: 'vale' }];
    const fault = await findFault('checkers', value);
    equal(fault?.place, '[1].command');
    equal(fault.detail, 'Invalid input: expected string, received undefined');
  });

  it('with checkers is filled up with what is usual', async () => {
    const server = {
      kind: 'lsp',
      id: 'a',
      command: 'b',
      extensions: ['.py'],
      languageId: 'python',
    };
    deepEqual(await readCheckers([server]), {
      checkers: [{ ...server, args: [], configuration: {} }],
    });
  });
});
