import { equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository } from '../../../src/core/git/repository.ts';
import { RunStore } from '../../../src/core/manager/runStore.ts';
import type { RunView } from '../../../src/core/manager/runView.ts';
import { packagedExtension } from '../../host/packagedExtension.ts';
import { scratchFolder } from '../../host/scratchFolder.ts';
import type { UserSettings } from '../../host/userSettings.ts';
import { type OpenWindow, openWindow } from '../openWindow.ts';
import type { Workbench } from '../page/workbench.ts';
import { workersOf } from './processes.ts';
import { Gate, openSmallProject } from './smallProject.ts';

export interface SmallWindowOptions {
  readonly settings?: UserSettings;
  /** As in the project's `.vscode/settings.json`. */
  readonly projectSettings?: UserSettings;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A window on a small project of its own, and the gate that its runs stop at. */
export interface SmallWindow extends OpenWindow {
  readonly gate: Gate;
  /** The project's folder. */
  readonly root: string;
}

export async function openSmallWindow(options: SmallWindowOptions = {}): Promise<SmallWindow> {
  const scratch = await scratchFolder('unplugged');
  const gate = new Gate(scratch.path);
  await gate.build();
  const window = await openWindow({
    theme: 'dark',
    packages: [await packagedExtension()],
    prepare: (folder) => openSmallProject(folder, gate, options.projectSettings),
    environment: options.environment ?? {},
    settings: { 'swarmAutofix.workers': 2, 'files.autoSave': 'off', ...options.settings },
  });
  return {
    ...window,
    gate,
    root: window.workspace.path,
    async close() {
      gate.close();
      await window.close();
      scratch.remove();
    },
  };
}

/** Opens both files, with all that is wrong in them. */
export async function showProblems(workbench: Workbench): Promise<void> {
  await workbench.openFile('src/quick.ts');
  await workbench.openFile('src/gated.ts');
  await workbench.runCommand('Problems: Focus on Problems View');
  await workbench.problems.waitFor('not assignable');
  await workbench.problems.waitFor('declared but');
}

/** Plans a run of both problems and starts it. */
export async function pressStart(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Swarm Autofix: Fix Problems in the Workspace');
  await workbench.page.getByRole('option', { name: 'Start: fix 2 problems' }).click();
}

/** The process that is at work on the repository. */
export function holderOf(root: string): number {
  return JSON.parse(readFileSync(join(root, '.git/swarm-autofix/run.lock'), 'utf8')).pid;
}

/** Starts a run that stands still at the gate when all else is done; returns its workers. */
export async function startRun({ workbench, gate, root }: SmallWindow): Promise<number[]> {
  await pressStart(workbench);
  await gate.reached();
  await workbench.statusBar.waitFor('1/2');
  const workers = workersOf(holderOf(root));
  equal(workers.length, 2);
  return workers;
}

/** The runs of a repository as its journals tell them, oldest first. */
export async function runsOf(root: string): Promise<RunView[]> {
  const { storageDirectory } = await openRepository(root);
  return new RunStore(storageDirectory).views();
}

/** The files of a run's tasks, each with what has become of it. */
export function tasksOf(run: RunView | undefined): string[] {
  const tasks = [...(run?.tasks.values() ?? [])];
  return tasks.map(({ task, state }) => `${task.filePaths.join()} ${state}`);
}

/** Until a message with this text is there; there must be no other one. */
export async function waitForOnly(workbench: Workbench, text: string): Promise<void> {
  await workbench.notifications.waitFor(text);
  await hasOnly(workbench, text);
}

export async function hasOnly({ notifications }: Workbench, text: string): Promise<void> {
  const texts = await notifications.texts();
  equal(texts.length, 1, texts.join('\n'));
  ok(texts[0]?.includes(text), texts[0]);
}
