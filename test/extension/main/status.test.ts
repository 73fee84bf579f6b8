import { deepEqual, equal, match, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import type { RunView } from '../../../src/core/manager/runView.ts';
import type { Status } from '../../../src/extension/status/describeStatus.ts';
import { detailsOf } from '../../../src/extension/status/sessionDetails.ts';
import { lookOf } from '../../../src/extension/status/statusLook.ts';
import { tooltipOf } from '../../../src/extension/status/statusTooltip.ts';
import { runWith } from '../../support/taskViews.ts';
import { diagnosticsOf } from '../support/diagnostics.ts';
import { swarmAutofix } from '../support/publicApi.ts';
import { openWorkspaceFile, workspaceUri } from '../support/workspaceFiles.ts';

const statuses: readonly (readonly [Status, text: string, background: string | undefined])[] = [
  [{ kind: 'untrusted' }, '$(workspace-untrusted) Swarm', undefined],
  [{ kind: 'idle' }, '$(wand) Swarm', undefined],
  [{ kind: 'waiting', toReview: 5 }, '$(diff-multiple) 5 to review', undefined],
  [{ kind: 'planning', phase: '', toReview: 0 }, '$(sync~spin) Planning', undefined],
  [
    { kind: 'running', done: 3, total: 8, toReview: 5 },
    '$(sync~spin) 3/8 · 5 to review',
    undefined,
  ],
  [{ kind: 'paused', done: 3, total: 8, toReview: 0 }, '$(debug-pause) 3/8', undefined],
  [
    { kind: 'cutOff', runIds: ['r1'], toReview: 2 },
    '$(warning) Cut off · 2 to review',
    'statusBarItem.warningBackground',
  ],
  [
    { kind: 'failed', runIds: ['r1'], toReview: 0 },
    '$(error) Failed',
    'statusBarItem.errorBackground',
  ],
];

describe('the entry in the status bar', () => {
  for (const [status, text, background] of statuses) {
    it(`is "${text}" when it is ${status.kind}`, () => {
      const look = lookOf(status);
      equal(look.text, text);
      deepEqual(look.background, background && new vscode.ThemeColor(background));
      ok(!look.words.includes('$('), look.words);
    });
  }

  it('says in words what its icon and its numbers say', () => {
    const { words } = lookOf({ kind: 'running', done: 3, total: 8, toReview: 5 });
    equal(words, 'Tasks ended: 3 of 8. Fixes wait for you: 5.');
  });

  it('opens the next fix when some wait', async function () {
    this.timeout(120_000);
    const path = 'src/storage/orderRepository.ts';
    const api = (await swarmAutofix()).getAPI(1);
    await openWorkspaceFile(path);
    const isUnused = ({ code }: vscode.Diagnostic): boolean => code === 6133;
    const [diagnostic] = (
      await diagnosticsOf(workspaceUri(path), (all) => all.some(isUnused))
    ).filter(isUnused);
    ok(diagnostic);
    const problems = [{ uri: workspaceUri(path), diagnostic }];
    await (await api.start({ kind: 'problems', problems }, { confirm: false }))?.finished;
    await vscode.commands.executeCommand('swarmAutofix.showWhatMatters');
    match(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '', /fixed|proposed/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});

describe('its tooltip', () => {
  const change = {
    at: '2026-01-01T10:00:00.000Z',
    from: 'mahavishnu',
    to: 'local',
    reason: 'no [answer](command:evil)',
  };
  const run: RunView = {
    ...runWith('r1', [['t01', { state: 'running', workerId: 'local-worker-2' }]]),
    modeChanges: [change],
  };
  const source = {
    ...{ root: '/work', name: 'work', live: undefined, runs: [run] },
    otherHolder: 'process 7 (run)',
  };
  const health = [
    { backend: 'local', health: { available: true, detail: 'processes on this machine' } },
  ] as const;
  const running: Status = { kind: 'running', done: 0, total: 1, toReview: 1 };

  it('tells the rung and its health, who is on what, and the last change of mode', () => {
    const { value } = tooltipOf(running, [detailsOf(source, health)]);
    match(value, /parallel · local: processes on this machine/);
    match(value, /Worker 2 fixes t01 since /);
    match(value, /Last change of mode at .*: mahavishnu → local/);
    match(value, /At work: process 7 \\\(run\\\)/);
  });

  it('has links to commands of ours alone, whatever a text says', () => {
    const { value, isTrusted } = tooltipOf(running, [detailsOf(source, health)]);
    const links = [...value.matchAll(/(?<!\\)\]\(command:([\w.]+)/g)].map(([, id]) => id);
    deepEqual(links, [
      'swarmAutofix.showWhatMatters',
      'swarmAutofix.reviewNext',
      'swarmAutofix.pauseRun',
      'swarmAutofix.cancelRun',
      'swarmAutofix.showLog',
    ]);
    deepEqual(isTrusted, { enabledCommands: links });
  });

  it('offers what the state calls for', () => {
    const linksOf = (status: Status): string => tooltipOf(status, []).value;
    match(linksOf({ kind: 'untrusted' }), /command:workbench\.trust\.manage/);
    match(linksOf({ kind: 'paused', done: 0, total: 1, toReview: 0 }), /swarmAutofix\.resumeRun/);
    match(linksOf({ kind: 'cutOff', runIds: [], toReview: 0 }), /swarmAutofix\.continueRun/);
    ok(!linksOf({ kind: 'cutOff', runIds: [], toReview: 0 }).includes('reviewNext'));
  });
});
