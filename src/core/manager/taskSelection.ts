import { SwarmError } from '../base/swarmError.ts';
import type { FileSelection } from '../git/fileSelection.ts';
import type { MergeRequest } from './mergeRequest.ts';
import type { RunView, TaskView } from './runView.ts';

/** A task together with the run that it is of. */
export interface FoundTask {
  readonly run: RunView;
  readonly task: TaskView;
}

/** All that may be merged without a person, in the order of the runs and their tasks. */
export function verifiedTasks(runs: readonly RunView[]): MergeRequest[] {
  return runs.flatMap((run) =>
    [...run.tasks.values()]
      .filter((task) => task.state === 'ready' && task.result?.success === true)
      .map((task) => ({ runId: run.record.runId, task, parts: [] })),
  );
}

/**
 * Finds a task by `t03`, in the latest run, or by `<run>/t03`.
 * @throws {SwarmError} `notFound`.
 */
export function findTask(runs: readonly RunView[], name: string): FoundTask {
  const [runId, taskId] = name.includes('/') ? name.split('/', 2) : [undefined, name];
  const run = runId === undefined ? runs.at(-1) : runs.find((view) => view.record.runId === runId);
  if (run === undefined) {
    const what = runId === undefined ? 'no run yet' : `no run ${runId}`;
    throw new SwarmError('notFound', `There is ${what}; "swarm-autofix list" shows what there is.`);
  }
  const task = run.tasks.get(taskId ?? '');
  if (task === undefined) {
    const where = `run ${run.record.runId}`;
    throw new SwarmError(
      'notFound',
      `There is no task ${taskId} in ${where}; see "swarm-autofix list".`,
    );
  }
  return { run, task };
}

/** Hunks count from 1 for people, from 0 in git's order for us. */
function parsePart(text: string): FileSelection {
  const match = /^(.*?)(?:#([\d,]+))?$/s.exec(text);
  const path = match?.[1] ?? text;
  const numbers = match?.[2]?.split(',').filter((number) => number !== '');
  return numbers === undefined ? { path } : { path, hunks: numbers.map((one) => Number(one) - 1) };
}

/**
 * Reads what shall be merged: `t03`, one file of it as `t03:src/a.ts`, or some hunks of that file as
 * `t03:src/a.ts#1,3`.
 * @throws {SwarmError} `notFound`.
 */
export function parseMergeRequests(
  runs: readonly RunView[],
  names: readonly string[],
): MergeRequest[] {
  const requests = new Map<string, MergeRequest>();
  for (const name of names) {
    const colon = name.indexOf(':');
    const { run, task } = findTask(runs, colon < 0 ? name : name.slice(0, colon));
    const key = `${run.record.runId}/${task.task.taskId}`;
    const parts = colon < 0 ? [] : [parsePart(name.slice(colon + 1))];
    const known = requests.get(key)?.parts ?? [];
    requests.set(key, { runId: run.record.runId, task, parts: [...known, ...parts] });
  }
  return [...requests.values()];
}
