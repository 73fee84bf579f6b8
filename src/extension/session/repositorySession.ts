import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import type { Logger } from '../../core/base/logger.ts';
import { SwarmError } from '../../core/base/swarmError.ts';
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
import type { RunHooks } from '../run/runHooks.ts';
import { HolderWatch } from './holderWatch.ts';
import { RunViews } from './runViews.ts';
import type { SessionChange } from './sessionChange.ts';
import type { SessionParts } from './sessions.ts';

/** Whom a session tells what. */
export interface SessionListener {
  changed(change: SessionChange): void;
  /** Its repository is no longer there. */
  gone(session: RepositorySession): void;
}

/** One repository that is worked on: its runs as the journal tells them, and the run of this window. */
export class RepositorySession implements vscode.Disposable {
  readonly swarm: Swarm;
  readonly #views: RunViews;
  readonly #holder: HolderWatch;
  readonly #listener: SessionListener;
  readonly #log: Logger;
  readonly #ownRuns = new Set<string>();
  #live: LiveRun | undefined;
  #hasMerges = false;
  #goneError: SwarmError | undefined;

  constructor(swarm: Swarm, log: Logger, listener: SessionListener) {
    this.swarm = swarm;
    this.#listener = listener;
    this.#log = log;
    this.#holder = new HolderWatch(swarm.repository, {
      changed: () => this.#changeWorkers(),
      gone: () => this.#recover(),
      failed: (error) => log.error('The lock of the repository cannot be read', error),
    });
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
    return this.#live !== undefined || this.#holder.name !== '';
  }

  /** Who else is at work on this repository; empty when nobody is. */
  get otherHolder(): string {
    return this.#holder.name;
  }

  get hasMerges(): boolean {
    return this.#hasMerges;
  }

  /** All runs, oldest first. */
  get runs(): readonly RunView[] {
    return this.#views.all();
  }

  /** True once somebody has removed the git directory. */
  get isGone(): boolean {
    return !existsSync(join(this.swarm.repository.gitDirectory, 'HEAD'));
  }

  /** What to say then: always the same one, so that it is said once. */
  get goneError(): SwarmError {
    const { workingTree } = this.swarm.repository;
    this.#goneError ??= existsSync(workingTree)
      ? new SwarmError(
          'noRepository',
          vscode.l10n.t(
            '{0} is no longer a git repository: its git directory was removed, and the runs and fixes with it.',
            workingTree,
          ),
        )
      : new SwarmError(
          'repository',
          vscode.l10n.t('{0} was removed, and its runs and fixes with it.', workingTree),
        );
    return this.#goneError;
  }

  /** True for a run that this window has started since it was opened. */
  isOwn(runId: string): boolean {
    return this.#ownRuns.has(runId);
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
  async run(plan: RunPlan, hooks: RunHooks = {}): Promise<FinishedRun> {
    const live = new LiveRun(hooks.signal);
    // A second one finds the repository busy; the first one goes on.
    this.#live ??= live;
    this.#changeWorkers();
    try {
      return await this.swarm.run({
        ...plan,
        signal: live.signal,
        onStart: (control) => {
          this.#ownRuns.add(control.runId);
          live.attach(control);
          hooks.onStart?.(control);
        },
        listener: (event) => {
          hooks.listener?.(event);
          if (live.follow(event)) this.#changeWorkers();
        },
      });
    } catch (error) {
      throw this.isGone ? this.goneError : error;
    } finally {
      if (this.#live === live) this.#live = undefined;
      await this.#refreshAfterRun();
    }
  }

  /** Looks again at everything, and also at what no journal tells: merges, and who else works here. */
  async refresh(): Promise<void> {
    await this.#views.refresh();
    this.#hasMerges = (await this.swarm.merges()).length > 0;
    await this.#holder.look();
    this.#listener.changed({ root: this.root, tasks: 'all', workers: true });
  }

  /**
   * A run that goes on is left alone: it ends with this process, and the next one puts in order what
   * it leaves. Cancelled here and now, it would pass for one that somebody wanted to end.
   */
  dispose(): void {
    this.#views.dispose();
    this.#holder.dispose();
  }

  #onRuns(tasks: SessionChange['tasks']): void {
    this.#listener.changed({ root: this.root, tasks, workers: true });
    if (tasks !== 'all' || this.#live !== undefined) return;
    if (this.isGone) this.#listener.gone(this);
    // A run that has come or gone may be one of another process.
    else this.#inBackground(() => this.#holder.look());
  }

  /** What a process that has gone left lying. */
  #recover(): void {
    this.#inBackground(() => this.swarm.recover());
  }

  async #refreshAfterRun(): Promise<void> {
    if (this.isGone) {
      this.#listener.gone(this);
      return;
    }
    // How the run has ended matters more than what cannot be read after it.
    await this.refresh().catch((error: unknown) => this.#complain(error));
  }

  #inBackground(work: () => Promise<void>): void {
    work().catch((error: unknown) => this.#complain(error));
  }

  #complain(error: unknown): void {
    if (!this.isGone) this.#log.error(`The state of ${this.root} cannot be read`, error);
  }

  #changeWorkers(): void {
    this.#listener.changed({ root: this.root, tasks: new Set(), workers: true });
  }
}

/** @throws {SwarmError} `repository` when `folder` is in none that can be worked in. */
export async function openSession(
  { context, log, settings, mahavishnu }: SessionParts,
  folder: string,
  listener: SessionListener,
): Promise<RepositorySession> {
  const swarm = await createSwarm(createEditorHost(context, log, settings, mahavishnu), folder);
  const session = new RepositorySession(swarm, log.topic('runs'), listener);
  await session.ready;
  await session.refresh();
  return session;
}
