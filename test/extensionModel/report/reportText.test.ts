import { deepEqual, ok } from 'node:assert/strict';
import { ownPlaces } from '../../../src/extension/host/report/ownPlaces.ts';
import { type ReportFacts, writeReport } from '../../../src/extension/host/report/reportText.ts';
import { issueAt } from '../../support/issues.ts';
import { resultWith, runWith } from '../../support/taskViews.ts';

const secret = 'SecretName';

const run = {
  ...runWith('r1', [
    ['t01', { state: 'merged', result: resultWith({ filesModified: [`src/${secret}.ts`] }) }],
    ['t02', { state: 'failed', reason: `the check of src/${secret}.ts broke` }],
  ]),
  issues: [issueAt(3, 1, { message: `no ${secret}`, file: `src/${secret}.ts`, lineText: secret })],
  modeChanges: [{ at: '', from: 'mahavishnu', to: 'local', reason: `no answer from ${secret}` }],
  stopReason: 'clean' as const,
};

const facts: ReportFacts = {
  identity: {
    homeFolder: '/home/anna',
    userName: secret,
    hostName: 'box',
    folders: [`/home/anna/${secret}`],
    files: [`src/${secret}.ts`],
    secrets: [],
  },
  versions: new Map([['Git', 'git version 2.47.3']]),
  settings: [
    { key: 'workers', value: 8 },
    { key: 'setupCommand', value: `curl ${secret}` },
    { key: 'cacheFolder', value: `/srv/${secret}` },
    { key: 'ladder', value: ['quickfix', secret] },
    { key: 'agents', value: { [secret]: { command: secret } } },
    {
      key: 'checkers',
      value: [{ kind: 'eslint' }, { kind: 'command', id: secret, command: secret }],
    },
    { key: 'excludedSources', value: [secret] },
    { key: 'mode', value: secret },
  ],
  runs: [run],
  errors: [
    { at: '2026-01-01T00:00:00.000Z', text: `open /home/anna/${secret}`, places: ['a.js:1:2'] },
  ],
};

describe('the report', () => {
  const text = writeReport(facts, { keepsFileNames: false });

  it('has nothing of the project in it', () => {
    ok(!text.toLowerCase().includes(secret.toLowerCase()), text);
    ok(!text.includes('/home/anna'));
  });

  it('has what helps to find a defect', () => {
    const lines = [
      '- Git: git version 2.47.3',
      '- `workers`: 8',
      '- `setupCommand`: (set)',
      '- `ladder`: quickfix, agent',
      '- `agents`: (set, 1)',
      '- `checkers`: eslint, command',
      '- `excludedSources`: (set, 1)',
      '  - problems: 1 (1 type_error)',
      '  - tasks: 1 merged, 1 failed',
      '  - the check of [file] broke (×1)',
      '- 2026-01-01T00:00:00.000Z: open [project]',
      '  - a.js:1:2',
    ];
    deepEqual(
      lines.filter((line) => !text.split('\n').includes(line)),
      [],
    );
  });

  it('names files only when somebody agrees to that', () => {
    ok(writeReport(facts, { keepsFileNames: true }).includes('- src/'));
    ok(!text.includes('Files of these runs'));
  });

  it('says "none" rather than nothing', () => {
    const empty = writeReport(
      { ...facts, settings: [], runs: [], errors: [] },
      { keepsFileNames: false },
    );
    ok(empty.includes('### Last runs\n\nnone'));
  });
});

describe('the places of an error', () => {
  it('are those in our own program', () => {
    const stack = [
      'Error: no',
      '    at start (file:///home/anna/.ext/swarm/dist/extension.js:10:3)',
      '    at async Promise.all (index 0)',
      '    at async run (/home/anna/.ext/swarm/dist/extension-a.js:2:1)',
      '    at /usr/lib/code/host.js:1:1',
      '    at /home/anna/.ext/swarm/dist/b.js:4:5',
    ].join('\n');
    deepEqual(ownPlaces(stack, '/home/anna/.ext/swarm'), [
      'start (dist/extension.js:10:3)',
      'run (dist/extension-a.js:2:1)',
      'dist/b.js:4:5',
    ]);
  });

  it('are none without a stack', () => {
    deepEqual(ownPlaces(undefined, '/x'), []);
  });
});
