import type { Issue } from '../protocol/issue.ts';
import type { ModeChange, StopReason } from '../protocol/runReport.ts';
import type { Backend, SwarmMode } from '../protocol/swarmClient.ts';
import type { SwarmResult } from '../protocol/swarmResult.ts';
import type { SwarmTask } from '../protocol/swarmTask.ts';
import {
  isActive,
  isUnreviewed,
  type TaskEventKind,
  type TaskState,
  transition,
} from '../protocol/taskState.ts';
import type { IssueVerdict } from '../protocol/verdict.ts';
import { editedResult, reverifiedResult } from './handEdits.ts';
import type { JournalEvent } from './journalEvent.ts';
import { partTasks } from './partTasks.ts';
import type { RunRecord } from './runRecord.ts';
import type { Spent } from './spending.ts';

/** A task as the journal tells it. */
export interface TaskView {
  readonly task: SwarmTask;
  readonly round: number;
  /** The commit that its work started from. */
  readonly base: string;
  readonly state: TaskState;
  readonly workerId: string;
  /** When it was last given to a worker; empty before that. */
  readonly startedAt: string;
  /** How often a worker was lost over it. */
  readonly losses: number;
  readonly result: SwarmResult | undefined;
  /** What agents had made of it, when a person has edited it since. */
  readonly original: SwarmResult | undefined;
  readonly mergeId: string;
  /** Why it is in its state, where that is not plain. */
  readonly reason: string;
}

/** A run as the journal tells it. */
export interface RunView {
  readonly record: RunRecord;
  readonly issues: readonly Issue[];
  readonly tasks: ReadonlyMap<string, TaskView>;
  /** The last verdict on each issue, by id. */
  readonly verdicts: ReadonlyMap<string, IssueVerdict>;
  readonly backend: Backend;
  readonly mode: SwarmMode;
  readonly workers: number;
  readonly modeChanges: readonly ModeChange[];
  /** What agents have used, in the order of time. */
  readonly spending: readonly Spent[];
  /** Terminals that a server still lends, by their ids: the address of the server. */
  readonly terminals: ReadonlyMap<string, string>;
  /** True while nothing new is handed out. */
  readonly isPaused: boolean;
  /** The run that has taken over what this one did not get to; empty when none has. */
  readonly continuedBy: string;
  /** Undefined while the run goes on, or when it was cut off. */
  readonly stopReason: StopReason | undefined;
  readonly endedAt: string;
}

/** Follows a run's journal, event by event. */
export class RunHistory {
  readonly #record: RunRecord;
  readonly #tasks = new Map<string, TaskView>();
  readonly #verdicts = new Map<string, IssueVerdict>();
  readonly #modeChanges: ModeChange[] = [];
  readonly #spending: Spent[] = [];
  readonly #terminals = new Map<string, string>();
  #issues: readonly Issue[] = [];
  #backend: Backend = 'local';
  #mode: SwarmMode;
  #workers: number;
  #isPaused = false;
  #continuedBy = '';
  #stopReason: StopReason | undefined;
  #endedAt = '';

  constructor(record: RunRecord, events: Iterable<JournalEvent> = []) {
    this.#record = record;
    this.#mode = record.options.mode;
    this.#workers = record.options.workers;
    for (const event of events) this.add(event);
  }

  view(): RunView {
    return {
      record: this.#record,
      issues: this.#issues,
      tasks: this.#tasks,
      verdicts: this.#verdicts,
      backend: this.#backend,
      mode: this.#mode,
      workers: this.#workers,
      modeChanges: this.#modeChanges,
      spending: this.#spending,
      terminals: this.#terminals,
      isPaused: this.#isPaused,
      continuedBy: this.#continuedBy,
      stopReason: this.#stopReason,
      endedAt: this.#endedAt,
    };
  }

  task(taskId: string): TaskView | undefined {
    return this.#tasks.get(taskId);
  }

  /** What cannot happen in a task's state did not happen: two writers may have raced. */
  add(event: JournalEvent): void {
    switch (event.event) {
      case 'found':
        this.#issues = event.issues;
        break;
      case 'planned':
        for (const task of event.tasks) this.#tasks.set(task.taskId, newTask(task, event));
        break;
      case 'task':
        this.#change(event.taskId, event.change, {
          ...(event.workerId === undefined ? {} : { workerId: event.workerId }),
          ...(event.change === 'started' ? { startedAt: event.at } : {}),
          ...(event.mergeId === undefined ? {} : { mergeId: event.mergeId }),
          reason: event.reason ?? '',
        });
        break;
      case 'settled':
        this.#settle(event);
        break;
      case 'spent':
        this.#spending.push(event);
        break;
      case 'rechecked':
        for (const verdict of event.verdicts) this.#verdicts.set(verdict.issueId, verdict);
        break;
      case 'doubted':
        this.#doubt(event);
        break;
      case 'edited':
        this.#edit(event);
        break;
      case 'reverified':
        this.#reverify(event);
        break;
      case 'paused':
      case 'resumed':
        this.#isPaused = event.event === 'paused' && this.#stopReason === undefined;
        break;
      case 'continued':
        this.#continue(event.by);
        break;
      case 'backend':
        this.#backend = event.backend;
        this.#mode = event.mode;
        this.#workers = event.workers;
        break;
      case 'mode':
        this.#modeChanges.push(event.change);
        break;
      case 'terminal':
        if (event.state === 'opened') this.#terminals.set(event.id, event.server);
        else this.#terminals.delete(event.id);
        break;
      case 'ended':
        this.#stopReason = event.stopReason;
        this.#endedAt = event.at;
        this.#isPaused = false;
        break;
    }
  }

  #change(taskId: string, change: TaskEventKind, more: Partial<TaskView>): void {
    const view = this.#tasks.get(taskId);
    const state = view === undefined ? undefined : transition(view.state, change);
    if (view === undefined || state === undefined) return;
    const losses = change === 'lost' ? view.losses + 1 : view.losses;
    this.#tasks.set(taskId, { ...view, ...more, state, losses });
  }

  #settle(event: Extract<JournalEvent, { event: 'settled' }>): void {
    const whole = this.#tasks.get(event.taskId);
    if (whole === undefined || !isActive(whole.state)) return;
    for (const { task, result } of partTasks(whole.task, event.parts)) {
      const state = result.commit === null ? 'failed' : 'ready';
      const { workerId } = event;
      const fresh = { original: undefined, reason: '' };
      this.#tasks.set(task.taskId, { ...whole, ...fresh, task, result, state, workerId });
      this.#note(result);
    }
  }

  #note({ verdicts }: SwarmResult): void {
    for (const verdict of verdicts) this.#verdicts.set(verdict.issueId, verdict);
  }

  #edit(event: Extract<JournalEvent, { event: 'edited' }>): void {
    const view = this.#tasks.get(event.taskId);
    const state = view === undefined ? undefined : transition(view.state, 'edited');
    if (view?.result === undefined || state === undefined) return;
    const result = editedResult(view.result, event);
    const original = view.original ?? view.result;
    this.#tasks.set(event.taskId, { ...view, state, result, original, reason: '' });
    this.#note(result);
  }

  /** Only of the commit that it is now: somebody may have edited it once more meanwhile. */
  #reverify(event: Extract<JournalEvent, { event: 'reverified' }>): void {
    const view = this.#tasks.get(event.taskId);
    if (view?.result?.commit !== event.commit || !isUnreviewed(view.state)) return;
    const result = reverifiedResult(view.result, event);
    this.#tasks.set(event.taskId, { ...view, result });
    this.#note(result);
  }

  /** What was left lying is the later run's business now. */
  #continue(by: string): void {
    this.#continuedBy = by;
    for (const view of [...this.#tasks.values()]) {
      const reason = `taken over by run ${by}`;
      if (view.state === 'cancelled') this.#change(view.task.taskId, 'discarded', { reason });
    }
  }

  #doubt({ taskId, introduced }: Extract<JournalEvent, { event: 'doubted' }>): void {
    const view = this.#tasks.get(taskId);
    // What a person has edited since is another commit, of which this says nothing.
    if (view?.result === undefined || view.original !== undefined) return;
    const reason = 'together with other fixes it brings new problems';
    const verdicts = view.result.verdicts.map(
      (entry): IssueVerdict => ({ ...entry, verdict: 'proposed', reason }),
    );
    const result = { ...view.result, success: false, fixesApplied: 0, introduced, verdicts };
    this.#tasks.set(taskId, { ...view, result });
    this.#note(result);
  }
}

function newTask(task: SwarmTask, planned: Extract<JournalEvent, { event: 'planned' }>): TaskView {
  const { round, base } = planned;
  const rest = {
    workerId: '',
    startedAt: '',
    losses: 0,
    result: undefined,
    original: undefined,
    mergeId: '',
    reason: '',
  };
  return { task, round, base, state: 'queued', ...rest };
}
