import { join } from 'node:path';
import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { RunStore } from '../../core/manager/runStore.ts';
import type { FixTarget } from '../fixes/fixReference.ts';
import type { LiveRun } from '../run/liveRun.ts';
import type { LogFollower } from './logFollower.ts';
import type { WorkerTarget } from './workerTarget.ts';

type TaskTarget = WorkerTarget | FixTarget;

/** What a repository has to tell about a task. */
export interface TaskSession {
  readonly live: Pick<LiveRun, 'runId' | 'cancelTask'> | undefined;
  readonly otherHolder: string;
  readonly swarm: { readonly store: Pick<RunStore, 'taskDirectory'> };
}

/** The repositories of this window. */
interface TaskSessions {
  find(root: string): TaskSession | undefined;
}

function taskOf(target: TaskTarget | undefined): WorkerTarget {
  if (target === undefined) {
    throw new SwarmError('usage', vscode.l10n.t('Choose a task in the view Workers first.'));
  }
  return 'reference' in target ? target.reference : target;
}

function sessionOf(sessions: TaskSessions, { root }: WorkerTarget) {
  const session = sessions.find(root);
  if (session !== undefined) return session;
  throw new SwarmError('notFound', vscode.l10n.t('{0} is not open in this window.', root));
}

/** @throws {SwarmError} `state` for a task that neither waits nor runs in this window. */
export function cancelTask(sessions: TaskSessions, target: TaskTarget | undefined): void {
  const task = taskOf(target);
  const { live, otherHolder } = sessionOf(sessions, task);
  const isOurs = live?.runId === task.runId;
  if (isOurs && live.cancelTask(task.taskId)) return;
  throw new SwarmError(
    'state',
    isOurs || otherHolder === ''
      ? vscode.l10n.t('This task has ended already.')
      : vscode.l10n.t('Another process runs this task; cancel the whole run, or the task there.'),
  );
}

/** The parts of a task have the log of the whole. */
function wholeOf(taskId: string): string {
  return taskId.split('.', 1)[0] ?? taskId;
}

async function openDocument(path: string): Promise<vscode.TextDocument | undefined> {
  const uri = vscode.Uri.file(path);
  try {
    await vscode.workspace.fs.stat(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
  return vscode.workspace.openTextDocument(uri);
}

/** Shows what a worker has written down for people, and goes on writing. */
export async function openTaskLog(
  sessions: TaskSessions,
  follower: Pick<LogFollower, 'follow'>,
  target: TaskTarget | undefined,
): Promise<void> {
  const task = taskOf(target);
  const { store } = sessionOf(sessions, task).swarm;
  const folder = store.taskDirectory(task.runId, wholeOf(task.taskId));
  const document = await openDocument(join(folder, 'log.txt'));
  if (document === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('This task has no log: no worker has written anything about it yet.'),
    );
    return;
  }
  const log = await vscode.languages.setTextDocumentLanguage(document, 'log');
  follower.follow(await vscode.window.showTextDocument(log));
  await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
}
