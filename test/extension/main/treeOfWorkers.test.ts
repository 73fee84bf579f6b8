import { deepEqual, equal, match, ok, rejects, throws } from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { RunStore } from '../../../src/core/manager/runStore.ts';
import type { RunView } from '../../../src/core/manager/runView.ts';
import type { WorkerRow } from '../../../src/core/manager/workerBoard.ts';
import { LogFollower } from '../../../src/extension/workers/logFollower.ts';
import {
  cancelTask,
  openTaskLog,
  type TaskSession,
} from '../../../src/extension/workers/taskCommands.ts';
import type { WorkSource } from '../../../src/extension/workers/workerRows.ts';
import { WorkersTree } from '../../../src/extension/workers/workersTree.ts';
import { issueAt } from '../../support/issues.ts';
import { runWith } from '../../support/taskViews.ts';
import { refreshed } from '../support/refreshed.ts';
import { until } from '../support/until.ts';

const began = '2026-01-01T10:00:00.000Z';
const now = Date.parse('2026-01-01T10:00:12.500Z');

function row(more: Partial<WorkerRow>): WorkerRow {
  return {
    said: '',
    waitsSeconds: 0,
    workerId: 'local-worker-1',
    orderId: 't03',
    taskId: 't03',
    startedAt: began,
    doing: 'fixing',
    since: '2026-01-01T10:00:10.000Z',
    agent: 'quickfix',
    rung: 1,
    rungs: 2,
    remaining: 1,
    ...more,
  };
}

const issues = [issueAt(3, 1), issueAt(5, 1)];
const task = {
  taskId: 't03',
  issueType: 'type_error',
  priority: 1,
  issues,
  reason: 'why',
} as const;
const run: RunView = {
  ...runWith('r1', [
    ['t03', { state: 'running', task: { ...task, filePaths: ['src/a.ts'] } }],
    ['t04', { state: 'ready' }],
  ]),
  workers: 3,
};

function source(more: Partial<WorkSource> = {}): WorkSource {
  const rows = [
    row({}),
    row({ workerId: 'local-worker-2', taskId: undefined, orderId: 'check-1' }),
  ];
  const live = { runId: 'r1', phase: 'round 2: 2 tasks', isPaused: false, workers: () => rows };
  return { root: '/work', name: 'work', live, runs: [run], otherHolder: '', ...more };
}

describe('the tree of workers', () => {
  function shown(...sources: WorkSource[]) {
    const tree = new WorkersTree(
      () => sources,
      () => now,
    );
    return tree.getChildren().map((node) => {
      const item = tree.resolveTreeItem(tree.getTreeItem(node), node);
      return { node, item, text: `${item.label}: ${item.description}`, tree };
    });
  }

  it('has the run, and what each worker is on since when', () => {
    deepEqual(
      shown(source()).map(({ text }) => text),
      [
        'Fixing, round 2: 1 of 2 tasks · parallel · local',
        'Worker 1: t03 · src/a.ts · fixing with quickfix (1/2) · 10 s',
        'Worker 2: checking everything · 10 s',
        'Worker 3: waits for a task',
      ],
    );
  });

  it('offers the log and an end of those that have a task', () => {
    const rows = shown(source());
    deepEqual(
      rows.map(({ item }) => item.contextValue),
      ['run', 'worker busy', 'worker checking', 'worker idle'],
    );
    const [, busy] = rows.map(({ node }) => node);
    ok(busy?.kind === 'worker');
    deepEqual([busy.root, busy.runId, busy.taskId], ['/work', 'r1', 't03']);
  });

  it('tells more when somebody points at a worker', () => {
    const tooltip = shown(source())[1]?.item.tooltip;
    ok(tooltip instanceof vscode.MarkdownString);
    const text = tooltip.value.replaceAll('&nbsp;', ' ').replaceAll('\\', '');
    match(text, /fixing with quickfix \(1\/2\) for 2 s/);
    match(text, /1 of 2 problems left/);
    match(text, /src\/a\.ts:3/);
  });

  it('shows a row anew when it reads differently, and leaves the others alone', async () => {
    let time = now;
    let rows = [
      row({}),
      row({ workerId: 'local-worker-2', startedAt: '2026-01-01T10:00:08.000Z' }),
    ];
    const live = { runId: 'r1', phase: '', isPaused: false, workers: () => rows };
    const tree = new WorkersTree(
      () => [source({ live })],
      () => time,
    );
    const nodes = tree.getChildren();
    for (const node of nodes) tree.getTreeItem(node);
    time += 1_000;
    const second = refreshed(tree);
    tree.refresh();
    deepEqual(await second, [nodes[2]]);
    rows = rows.slice(0, 1);
    const first = refreshed(tree);
    tree.refresh();
    equal(await first, undefined);
    tree.dispose();
  });

  it('says that a run is paused', () => {
    const { live } = source();
    ok(live);
    const [first] = shown(source({ live: { ...live, isPaused: true } }));
    match(first?.text ?? '', /^Paused: 1 of 2 tasks/);
  });

  it('has a row for each repository when there are several', () => {
    const idle = source({ root: '/idle', name: 'idle', live: undefined });
    const [work, ...others] = shown(source(), idle);
    equal(work?.item.label, 'work');
    equal(others.length, 0);
    equal(work?.tree.getChildren(work.node).length, 4);
  });

  it('is empty when nobody is at work', () => {
    deepEqual(shown(source({ live: undefined })), []);
  });
});

describe('the log of a task', () => {
  let folder: string;
  let session: TaskSession;
  let follower: LogFollower;

  const target = (taskId: string) => ({ root: '/work', runId: 'r1', taskId });
  const sessions = { find: (root: string) => (root === '/work' ? session : undefined) };

  /** With 500 lines. */
  async function openLongLog(taskId: string) {
    const path = join(session.swarm.store.taskDirectory('r1', taskId), 'log.txt');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'a line\n'.repeat(500));
    await openTaskLog(sessions, follower, target(taskId));
    const editor = vscode.window.activeTextEditor;
    ok(editor !== undefined);
    return { path, editor };
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'swarm-log-'));
    follower = new LogFollower();
    const store = new RunStore(folder);
    session = { live: undefined, otherHolder: '', swarm: { store } };
    await mkdir(store.taskDirectory('r1', 't03'), { recursive: true });
    await writeFile(join(store.taskDirectory('r1', 't03'), 'log.txt'), 'preparing\n');
  });

  after(async () => {
    follower.dispose();
    await rm(folder, { recursive: true });
  });

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens for a task and for its parts', async () => {
    for (const taskId of ['t03', 't03.proposed']) {
      await openTaskLog(sessions, follower, { reference: target(taskId) });
      equal(vscode.window.activeTextEditor?.document.getText(), 'preparing\n');
    }
  });

  it('cannot be edited', async () => {
    await openTaskLog(sessions, follower, target('t03'));
    await vscode.commands.executeCommand('type', { text: 'mine' });
    equal(vscode.window.activeTextEditor?.document.getText(), 'preparing\n');
  });

  it('shows its end, also when there is more of it', async () => {
    const { path, editor } = await openLongLog('t04');
    const lastLine = (): number => editor.visibleRanges.at(-1)?.end.line ?? 0;
    await until(() => lastLine() >= 500, vscode.window.onDidChangeTextEditorVisibleRanges);
    await appendFile(path, 'another line\n'.repeat(500));
    await until(() => lastLine() >= 1000, vscode.window.onDidChangeTextEditorVisibleRanges);
  });

  it('stays where somebody reads', async () => {
    const { path, editor } = await openLongLog('t05');
    const firstLine = (): number => editor.visibleRanges[0]?.start.line ?? -1;
    editor.revealRange(new vscode.Range(0, 0, 0, 0));
    await until(() => firstLine() === 0, vscode.window.onDidChangeTextEditorVisibleRanges);
    for (const lines of [1000, 1500]) {
      await appendFile(path, 'another line\n'.repeat(500));
      const { onDidChangeTextDocument } = vscode.workspace;
      await until(() => editor.document.lineCount > lines, onDidChangeTextDocument);
      equal(firstLine(), 0);
    }
  });

  it('is not opened when there is none yet', async () => {
    await openTaskLog(sessions, follower, target('t99'));
    equal(vscode.window.activeTextEditor, undefined);
  });

  it('is refused for a repository that is not there', async () => {
    await rejects(
      openTaskLog(sessions, follower, { ...target('t03'), root: '/elsewhere' }),
      /not open in this window/,
    );
  });
});

describe('cancelling a task', () => {
  const target = { root: '/work', runId: 'r1', taskId: 't03' };
  const store = new RunStore('/nowhere');

  function cancel(more: Partial<TaskSession>): void {
    cancelTask(
      { find: () => ({ live: undefined, otherHolder: '', swarm: { store }, ...more }) },
      target,
    );
  }

  it('reaches the run of this window', () => {
    const cancelled: string[] = [];
    cancel({ live: { runId: 'r1', cancelTask: (taskId) => cancelled.push(taskId) > 0 } });
    deepEqual(cancelled, ['t03']);
  });

  it('says so when the task has ended, or is in the hands of another process', () => {
    throws(() => cancel({ live: { runId: 'r1', cancelTask: () => false } }), /ended already/);
    throws(() => cancel({}), /ended already/);
    throws(() => cancel({ otherHolder: 'process 7 (run)' }), /Another process runs this task/);
  });
});
