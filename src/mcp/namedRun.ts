import { SwarmError } from '../core/base/swarmError.ts';
import type { RunView } from '../core/manager/runView.ts';
import type { McpContext } from './mcpContext.ts';
import { type RunSummary, summarizeRun } from './output/runSummary.ts';
import { oneLine } from './output/words.ts';

/**
 * The run of that name, or the latest one when none is named.
 * @throws {SwarmError} `notFound`.
 */
export function namedRun(runs: readonly RunView[], name: string | undefined): RunView {
  const last = runs.at(-1);
  if (last === undefined) {
    throw new SwarmError('notFound', 'There is no run yet; swarm_autofix starts one.');
  }
  const found = name === undefined ? last : runs.find(({ record }) => record.runId === name);
  if (found !== undefined) return found;
  const shown = oneLine(name ?? '', 100);
  throw new SwarmError(
    'notFound',
    `There is no run "${shown}"; the latest is ${last.record.runId}.`,
  );
}

/** A run in numbers, with what has ended it if that was in this process. */
export function summaryOf({ runs, now }: McpContext, view: RunView): RunSummary {
  return summarizeRun(view, { now: now(), failure: runs.failureOf(view.record.runId) });
}
