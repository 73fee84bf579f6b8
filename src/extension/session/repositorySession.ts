import { basename } from 'node:path';
import type * as vscode from 'vscode';
import { readHolder } from '../../core/base/lockFile.ts';
import type { Logger } from '../../core/base/logger.ts';
import { isSameProcess } from '../../core/base/processIdentity.ts';
import { runLockPath } from '../../core/manager/recovery.ts';
import type { RunView, TaskView } from '../../core/manager/runView.ts';
import type { FoundTask } from '../../core/manager/taskSelection.ts';
import { unfinishedIssues } from '../../core/manager/unfinishedIssues.ts';
import { isUnreviewed } from '../../core/protocol/taskState.ts';
import type { RunPlan } from '../../core/repeatRun.ts';
import type { FinishedRun } from '../../core/runFixes.ts';
import { createSwarm, type Swarm } from '../../core/swarm.ts';
import type { FixReference } from '../fixes/fixReference.ts';
import { createEditorHost } from '../host/editorHost.ts';
import { LiveRun } from '../run/liveRun.ts';
import { RunViews } from './runViews.ts';
import type { SessionChange } from './sessionChange.ts';
import type { SessionParts } from './sessions.ts';

type Announce = (change: SessionChange) => void;

/** One repository that is worked on: its runs as the journal tells them, and the run of this window. */
export class RepositorySession implements vscode.Disposable {
  readonly swarm: Swarm;
  readonly #views: RunViews;
  readonly #announce: Announce;
  readonly #log: Logger;
  #live: LiveRun | undefined;
  #hasMerges = false;
  #otherHolder = '';

  constructor(swarm: Swarm, log: Logger, announce: Announce) {
    this.swarm = swarm;
    this.#announce = announce;
    this.#log = log;
    this.#views = new RunViews(
      swarm.store,
      (error) => log.error(`The runs of ${this.root} cannot be followed`, error),
      (tasks) => this.#onRuns(tasks),
    );
  }

  /** Settles when all runs of before have been read. */
  get ready(): Promise<void> {
    return this.#views.ready;
  }

  /** The root of the working tree. */
  get root(): string {
    return this.swarm.repository.workingTree;
  }

  get name(): string {
    return basename(this.root);
  }

  /** The run of this window, while it goes on. */
  get live(): LiveRun | undefined {
    return this.#live;
  }

  /** True while a run goes on, in this window or in another process. */
  get isRunning(): boolean {
    return this.#live !== undefined || this.#otherHolder !== '';
  }

  /** Who else is at work on this repository; empty when nobody is. */
  get otherHolder(): string {
    return this.#otherHolder;
  }

  get hasMerges(): boolean {
    return this.#hasMerges;
  }

  /** All runs, oldest first. */
  get runs(): readonly RunView[] {
    return this.#views.all();
  }

  /** True when the last run was cut off, and something is left of it. */
  get canContinue(): boolean {
    const last = this.runs.at(-1);
    return !this.isRunning && last !== undefined && unfinishedIssues(last).length > 0;
  }

  /** How many fixes wait for a person. */
  get toReview(): number {
    let count = 0;
    for (const { task } of this.tasks()) if (isUnreviewed(task.state)) count += 1;
    return count;
  }

  find({ runId, taskId }: FixReference): FoundTask | undefined {
    const run = this.#views.get(runId);
    const task = run?.tasks.get(taskId);
    return run && task && { run, task };
  }

  /** All tasks with their runs, oldest first. */
  *tasks(): Iterable<{ readonly run: RunView; readonly task: TaskView }> {
    for (const run of this.runs) for (const task of run.tasks.values()) yield { run, task };
  }

  /**
   * Runs to the end, and lets everybody follow.
   * @throws {SwarmError} whatever keeps the run from starting.
   */
  async run(plan: RunPlan): Promise<FinishedRun> {
    const live = new LiveRun();
    this.#live = live;
    this.#changeWorkers();
    try {
      return await this.swarm.run({
        ...plan,
        signal: live.signal,
        onStart: (control) => live.attach(control),
        listener: (event) => {
          if (live.follow(event)) this.#changeWorkers();
        },
      });
    } finally {
      this.#live = undefined;
      await this.refresh();
    }
  }

  /** Looks again at everything, and also at what no journal tells: merges, and who else works here. */
  async refresh(): Promise<void> {
    await this.#views.refresh();
    this.#hasMerges = (await this.swarm.merges()).length > 0;
    await this.lookForOthers();
    this.#announce({ root: this.root, tasks: 'all', workers: true });
  }

  /** Finds out who else is at work on this repository; everybody is told when that has changed. */
  async lookForOthers(): Promise<void> {
    const before = this.#otherHolder;
    const holder = await readHolder(runLockPath(this.swarm.repository));
    const isOther = holder !== undefined && holder.pid !== process.pid && isSameProcess(holder);
    this.#otherHolder = isOther ? `process ${holder.pid} (${holder.purpose})` : '';
    if (this.#otherHolder !== before) this.#changeWorkers();
  }

  dispose(): void {
    this.#live?.cancel();
    this.#views.dispose();
  }

  #onRuns(tasks: SessionChange['tasks']): void {
    this.#announce({ root: this.root, tasks, workers: true });
    // A run that has come or gone may be one of another process.
    if (tasks === 'all' && this.#live === undefined) this.#lookAgain();
  }

  #lookAgain(): void {
    this.lookForOthers().catch((error: unknown) =>
      this.#log.error('The lock of the repository cannot be read', error),
    );
  }

  #changeWorkers(): void {
    this.#announce({ root: this.root, tasks: new Set(), workers: true });
  }
}

/** @throws {SwarmError} `repository` when `folder` is in none that can be worked in. */
export async function openSession(
  { context, log, settings }: SessionParts,
  folder: string,
  announce: Announce,
): Promise<RepositorySession> {
  const swarm = await createSwarm(createEditorHost(context, log, settings), folder);
  const session = new RepositorySession(swarm, log.topic('runs'), announce);
  await session.ready;
  await session.refresh();
  return session;
}
