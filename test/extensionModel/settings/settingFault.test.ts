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
  ['maxCost', [0, 0.5, 1_000]],
  ['maxTokens', [0, 1_000_000]],
  [
    'agents',
    [
      {},
      { mine: { command: 'mine', confine: 'auto', writable: ['~/.mine'], retries: 2 } },
      { mine: { acp: 'codex' } },
      { mine: { acp: 'mine', args: ['--acp'], env: { KEY: 'x' }, mode: 'ask', model: 'm1' } },
      { mine: { acp: 'qwen', allow: ['npm test'], price: { input: 1, output: 2.5 } } },
    ],
  ],
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
  ['maxCost', [-1, '1', null]],
  ['maxTokens', [0.5, -1]],
  [
    'agents',
    [
      [],
      null,
      { mine: 'mine' },
      { mine: { command: ' ' } },
      { mine: { command: 'mine', args: [] } },
      { quickfix: { command: 'mine' } },
      { chat: { command: 'mine' } },
      { mine: { acp: '' } },
      { mine: { acp: 'qwen', args: 'x' } },
      { mine: { acp: 'qwen', env: { KEY: 1 } } },
      { mine: { acp: 'qwen', price: { input: 1 } } },
      { mine: { acp: 'qwen', price: { input: -1, output: 1 } } },
      { mine: { acp: 'qwen', confine: 'yes' } },
      { mine: { acp: 'qwen', retries: 11 } },
      { mine: { acp: 'qwen', command: 'mine' } },
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
