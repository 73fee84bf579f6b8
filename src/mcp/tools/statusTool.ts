import * as z from 'zod';
import type { MergeEntry } from '../../core/manager/mergeList.ts';
import type { RunView } from '../../core/manager/runView.ts';
import type { McpContext } from '../mcpContext.ts';
import { namedRun, summaryOf } from '../namedRun.ts';
import { orNull } from '../output/orNull.ts';
import { type RunSummary, runSummaryShape } from '../output/runSummary.ts';
import { runText } from '../output/runText.ts';
import { listed } from '../output/words.ts';
import { waitForRun } from '../runWait.ts';
import { inputs, waitSeconds } from './inputs.ts';
import { defineTool, type ToolCall } from './tool.ts';

/** More can be taken back than are shown. */
const mostMerges = 5;

const input = {
  run: inputs.run,
  wait_seconds: waitSeconds(0, 60),
  check_backends: z
    .boolean()
    .default(false)
    .describe('Also ask the server that may lend workers whether it would; takes seconds.'),
};

const modeChange = z.object({
  at: z.string(),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
});

const output = {
  rung: z.string().describe('Who works, such as "parallel · local".'),
  running: orNull(z.string()).describe('The run that is going on in any process.'),
  process: orNull(z.number()).describe('The process that runs it.'),
  workers: z.array(z.object({ workerId: z.string(), taskId: z.string(), since: z.string() })),
  queued: z.number(),
  toReview: z.number().describe('Tasks of all runs that are ready to be reviewed.'),
  lastModeChange: orNull(modeChange),
  run: orNull(runSummaryShape).describe('The run that was asked for, or the latest.'),
  merges: z
    .array(z.object({ mergeId: z.string(), at: z.string(), tasks: z.array(z.string()) }))
    .describe('The latest merges that swarm_undo can take back, the newest first.'),
  backends: orNull(
    z.array(z.object({ backend: z.string(), available: z.boolean(), detail: z.string() })),
  ).describe('The best first; null unless asked for.'),
};

type Input = z.output<z.ZodObject<typeof input>>;
type Output = z.output<z.ZodObject<typeof output>>;

async function wait(context: McpContext, { run, wait_seconds: seconds }: Input, call: ToolCall) {
  if (seconds === 0) return;
  const view = namedRun(await context.project.runs(), run);
  if (view.stopReason !== undefined) return;
  const { runId } = view.record;
  const onChange = call.progress.follow;
  await waitForRun(context, { runId, seconds, signal: call.signal, onChange });
}

async function backendsOf(context: McpContext): Promise<NonNullable<Output['backends']>> {
  const { swarm } = await context.project.open();
  return (await swarm.health(await context.lender())).map(({ backend, health }) => ({
    backend,
    available: health.available,
    detail: health.available ? health.detail : health.reason,
  }));
}

function toMerge({ mergeId, at, tasks }: MergeEntry): Output['merges'][number] {
  const names = tasks.map(({ runId, taskId }) => `${runId}/${taskId}`);
  return { mergeId, at: new Date(at * 1000).toISOString(), tasks: names.slice(0, 50) };
}

function shownRun(context: McpContext, runs: readonly RunView[], name?: string): RunSummary | null {
  if (runs.length === 0 && name === undefined) return null;
  return summaryOf(context, namedRun(runs, name));
}

function countToReview(runs: readonly RunView[]): number {
  const tasks = runs.flatMap((run) => [...run.tasks.values()]);
  return tasks.filter(({ state }) => state === 'ready').length;
}

/** What is read of the runs is read last: a run that has ended meanwhile is not called running. */
async function look(context: McpContext, wishes: Input): Promise<Output> {
  const { swarm } = await context.project.open();
  const status = await swarm.status();
  const runs = await context.project.runs();
  const goesOn = runs.some(
    ({ record, stopReason }) => record.runId === status.run && stopReason === undefined,
  );
  const merges = (await swarm.merges()).slice(0, mostMerges).map(toMerge);
  return {
    rung: status.rung,
    running: goesOn ? status.run : null,
    process: goesOn ? status.process : null,
    workers: goesOn ? [...status.workers] : [],
    queued: goesOn ? status.queued : 0,
    toReview: countToReview(runs),
    lastModeChange: status.lastModeChange,
    run: shownRun(context, runs, wishes.run),
    merges,
    backends: wishes.check_backends ? await backendsOf(context) : null,
  };
}

function textOf({ rung, running, process, workers, run, merges, backends, ...rest }: Output) {
  const { lastModeChange: change, toReview } = rest;
  const busy = workers.map(({ workerId, taskId }) => `${workerId} on ${taskId}`);
  const now = running === null ? 'No run is going on.' : `Process ${process} works, ${rung}.`;
  return [
    now,
    ...(busy.length === 0 ? [] : [`Workers: ${listed(busy, 10)}.`]),
    ...(change === null ? [] : [`Mode: ${change.from} → ${change.to}, ${change.reason}.`]),
    ...(run === null ? ['There is no run yet; swarm_autofix starts one.'] : runText(run)),
    ...(toReview === 0 ? [] : [`In all runs together, ${toReview} to review.`]),
    ...(merges.length === 0 ? [] : [`Can be undone: ${listed(merges.map((one) => one.mergeId))}.`]),
    ...(backends ?? []).map(({ backend, detail }) => `${backend}: ${detail}`),
  ].join('\n');
}

export const statusTool = defineTool({
  name: 'swarm_status',
  title: 'How the swarm stands',
  description:
    'Whether a run is going on in this repository (here, in an editor, or on a command line), who ' +
    'works on what, and how the latest run, or the named one, stands. With wait_seconds it waits ' +
    'for the end of that run first, but never longer. Changes nothing.',
  input,
  output,
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  async answer(context, wishes, call) {
    await wait(context, wishes, call);
    const data = await context.gate.work(() => look(context, wishes));
    return { text: textOf(data), data };
  },
});
