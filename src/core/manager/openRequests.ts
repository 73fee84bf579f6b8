import { isUnreviewed } from '../protocol/taskState.ts';
import type { MergeRequest } from './mergeRequest.ts';
import type { RunStore } from './runStore.ts';
import type { RunHistory, TaskView } from './runView.ts';

/** Tells whether a task is still what was asked for. */
type IsStill = (asked: TaskView, now: TaskView) => boolean;

/** Nobody has edited it, or decided about it since. */
const isAsAsked: IsStill = (asked, now) =>
  now.result?.commit === asked.result?.commit &&
  (isUnreviewed(now.state) || now.state === asked.state);

/** The same, and it needs no person still. */
const isAsVerified: IsStill = (asked, now) =>
  isAsAsked(asked, now) && now.result?.success === asked.result?.success;

async function keep(
  store: RunStore,
  requests: readonly MergeRequest[],
  isStill: IsStill,
): Promise<MergeRequest[]> {
  const histories = new Map<string, RunHistory>();
  for (const runId of new Set(requests.map((request) => request.runId))) {
    if (await store.has(runId)) histories.set(runId, await store.history(runId));
  }
  return requests.filter(({ runId, task }) => {
    const now = histories.get(runId)?.task(task.task.taskId);
    return now !== undefined && isStill(task, now);
  });
}

/** Those that are still what was asked for: somebody else may have merged, edited or discarded some. */
export function stillAsked(
  store: RunStore,
  requests: readonly MergeRequest[],
): Promise<MergeRequest[]> {
  return keep(store, requests, isAsAsked);
}

/** Those of them that the checkers still find good. */
export function stillVerified(
  store: RunStore,
  requests: readonly MergeRequest[],
): Promise<MergeRequest[]> {
  return keep(store, requests, isAsVerified);
}
