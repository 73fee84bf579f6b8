import type { RunView, TaskView } from '../../core/manager/runView.ts';
import type { WorkerRow } from '../../core/manager/workerBoard.ts';
import type { LiveRun } from '../run/liveRun.ts';

/** What the view of workers needs to know of a repository. */
export interface WorkSource {
  readonly root: string;
  readonly name: string;
  readonly live: Pick<LiveRun, 'runId' | 'phase' | 'isPaused' | 'workers'> | undefined;
  /** Oldest first. */
  readonly runs: readonly RunView[];
  readonly otherHolder: string;
}

/** What a worker does, as far as this process can know. */
export interface WorkerActivity {
  readonly workerId: string;
  /** Undefined while it checks everything. */
  readonly taskId: string | undefined;
  /** Undefined as long as the journal does not tell of it. */
  readonly task: TaskView | undefined;
  readonly doing: WorkerRow['doing'];
  /** When it was given the task, and since when it does this; ISO 8601. */
  readonly startedAt: string;
  readonly since: string;
  /** Empty when it is not known. */
  readonly agent: string;
  readonly rung: number;
  readonly rungs: number;
  /** The agent's own words of what it does now; empty when they are not known. */
  readonly said: string;
  /** So long the agent waits for a service that is asked for too much; 0 when it does not. */
  readonly waitsSeconds: number;
  /** Problems of the task that are left. */
  readonly remaining: number;
}

/** A worker of a run; without an activity it waits. */
export interface WorkerSlot {
  readonly workerId: string;
  readonly activity: WorkerActivity | undefined;
}

/** The run that goes on in a repository, of whatever process it is. */
export function currentRun(source: WorkSource): RunView | undefined {
  const { live, runs, otherHolder } = source;
  if (live !== undefined) return runs.find((run) => run.record.runId === live.runId);
  const last = runs.at(-1);
  return otherHolder !== '' && last?.stopReason === undefined ? last : undefined;
}

function followed(run: RunView, row: WorkerRow): WorkerActivity {
  return { ...row, task: row.taskId === undefined ? undefined : run.tasks.get(row.taskId) };
}

/** Another process tells its journal only: which task is where, and whether it is being checked. */
function fromJournal(view: TaskView): WorkerActivity | undefined {
  const { state, workerId, startedAt, task } = view;
  if (state !== 'running' && state !== 'verifying') return undefined;
  const doing = state === 'running' ? 'fixing' : 'verifying';
  const times = { startedAt, since: startedAt };
  const rest = { agent: '', rung: 0, rungs: 0, said: '', waitsSeconds: 0 };
  const remaining = task.issues.length;
  return { workerId, taskId: task.taskId, task: view, doing, ...times, ...rest, remaining };
}

function activities({ live }: WorkSource, run: RunView): WorkerActivity[] {
  if (live !== undefined) return live.workers().map((row) => followed(run, row));
  return [...run.tasks.values()].map(fromJournal).filter((activity) => activity !== undefined);
}

/** The number at the end of a worker's id. */
export function workerNumber(workerId: string): number | undefined {
  const digits = /(\d+)$/.exec(workerId)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** All workers of a run in the order of their numbers, those that wait included. */
export function workerSlots(source: WorkSource, run: RunView): WorkerSlot[] {
  const busy = activities(source, run);
  const slots: WorkerSlot[] = busy.map((activity) => {
    return { workerId: activity.workerId, activity };
  });
  const taken = new Set(busy.map(({ workerId }) => workerNumber(workerId)));
  for (let number = 1; number <= run.workers; number += 1) {
    if (!taken.has(number)) slots.push({ workerId: `worker-${number}`, activity: undefined });
  }
  const place = ({ workerId }: WorkerSlot): number => workerNumber(workerId) ?? Infinity;
  return slots.sort((one, other) => place(one) - place(other));
}

/** How far a run is. A part of a task is no task of its own here. */
export interface RunProgress {
  readonly done: number;
  readonly all: number;
}

export function runProgress(run: RunView): RunProgress {
  let [done, all] = [0, 0];
  for (const { task, state } of run.tasks.values()) {
    if (task.taskId.includes('.')) continue;
    all += 1;
    if (state !== 'queued' && state !== 'running' && state !== 'verifying') done += 1;
  }
  return { done, all };
}
