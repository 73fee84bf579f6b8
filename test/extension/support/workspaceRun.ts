import { join } from 'node:path';
import * as vscode from 'vscode';
import { runProcess } from '../../../src/core/base/runProcess.ts';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import { EditDesk } from '../../../src/core/manager/editDesk.ts';
import { RunStore } from '../../../src/core/manager/runStore.ts';
import type { RunView, TaskView } from '../../../src/core/manager/runView.ts';
import type { RunUpdate } from '../../../src/core/manager/runWatcher.ts';
import type { FixReference } from '../../../src/extension/fixes/fixReference.ts';
import { workspaceUri } from './workspaceFiles.ts';

/** The repository of the window, in which the command line works as somebody else would. */
export interface WorkspaceRun {
  readonly root: string;
  readonly repository: Repository;
  /** Runs `swarm-autofix` in it. */
  cli(...args: string[]): Promise<void>;
  /** As the journal tells them now, oldest first. */
  runs(): Promise<RunView[]>;
  /** @throws when there is no such task. */
  task(reference: FixReference): Promise<TaskView>;
  /** What becomes of a task from now on, until it is as `isLast` wants it. */
  changesOf(reference: FixReference, isLast: (task: TaskView) => boolean): Promise<TaskView[]>;
  /** Edits a file of a fix, as a person in another window would. */
  edit(fix: Required<Omit<FixReference, 'hunks'>>, change: (text: string) => string): Promise<void>;
}

function programPath(): string {
  const extension = vscode.extensions.getExtension('swarm-autofix.swarm-autofix');
  if (extension === undefined) throw new Error('The extension is not there.');
  return join(extension.extensionPath, 'dist/cli.js');
}

export async function workspaceRun(): Promise<WorkspaceRun> {
  const repository = await openRepository(workspaceUri('').fsPath);
  const root = repository.workingTree;
  const store = new RunStore(repository.storageDirectory);
  return {
    ...{ root, repository },
    async cli(...args) {
      const call = { command: process.execPath, args: [programPath(), ...args], cwd: root };
      const { exitCode, stderr } = await runProcess(call);
      if (exitCode !== 0 && exitCode !== 1) throw new Error(stderr);
    },
    runs: () => store.views(),
    async task({ runId, taskId }) {
      const view = (await store.history(runId)).task(taskId);
      if (view === undefined) throw new Error(`There is no task ${taskId}.`);
      return view;
    },
    changesOf: (reference, isLast) => followTask(store, reference, isLast),
    async edit(fix, change) {
      const run = (await store.views()).find(({ record }) => record.runId === fix.runId);
      const task = run?.tasks.get(fix.taskId);
      if (run === undefined || task === undefined) throw new Error(`There is no ${fix.taskId}.`);
      const text = await repository.git.run(['show', `${task.result?.commit}:${fix.path}`]);
      const bytes = Buffer.from(change(text.bytes.toString()));
      await new EditDesk(repository, store).editTaskFile({ run, task }, fix.path, bytes);
    },
  };
}

function followTask(
  store: RunStore,
  { runId, taskId }: FixReference,
  isLast: (task: TaskView) => boolean,
): Promise<TaskView[]> {
  const seen: TaskView[] = [];
  return new Promise((resolve, reject) => {
    const look = (update: RunUpdate): void => {
      const task = update.kind === 'changed' ? update.view.tasks.get(taskId) : undefined;
      if (update.runId !== runId || task === undefined || task === before) return;
      if (before !== undefined) seen.push(task);
      before = task;
      if (!isLast(task)) return;
      watcher.dispose();
      resolve(seen);
    };
    let before: TaskView | undefined;
    const watcher = store.follow(look, reject);
  });
}
