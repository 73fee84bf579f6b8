import * as z from 'zod';
import { count } from '../../core/base/count.ts';
import { RepositoryBusy } from '../../core/base/repositoryBusy.ts';
import { SwarmError } from '../../core/base/swarmError.ts';
import { issueTypes, parseIssueType } from '../../core/protocol/issueType.ts';
import type { FinishedRun } from '../../core/runFixes.ts';
import { planFor } from '../../core/runWishes.ts';
import type { BackgroundRun } from '../backgroundRuns.ts';
import { stopWhenCancelled } from '../cancelledCall.ts';
import type { McpContext } from '../mcpContext.ts';
import { namedRun, summaryOf } from '../namedRun.ts';
import {
  type MergeOutcome,
  mergeOutcomeShape,
  mergeText,
  toMergeOutcome,
} from '../output/mergeOutcome.ts';
import { orNull } from '../output/orNull.ts';
import { runSummaryShape } from '../output/runSummary.ts';
import { runText } from '../output/runText.ts';
import { projectPaths } from '../projectPath.ts';
import { waitForRun } from '../runWait.ts';
import { inputs, waitSeconds } from './inputs.ts';
import { defineTool, type ToolCall } from './tool.ts';

const input = {
  issue_types: z
    .array(z.enum([...issueTypes, 'typing', 'import', 'test']))
    .max(50)
    .optional()
    .describe('Only problems of these types; all without it.'),
  max_workers: z.int().min(1).max(50).default(4).describe('How many tasks at once; 4 without it.'),
  paths: inputs.paths
    .optional()
    .describe('Only problems in these files and folders, relative to the folder of the server.'),
  agent: z
    .string()
    .min(1)
    .max(1_000)
    .optional()
    .describe(
      'Who fixes: "quickfix", or the name of an agent in the settings of the project; several, ' +
        'first to last, between commas. Without it, as the settings say.',
    ),
  merge: z
    .enum(['none', 'verified'])
    .default('none')
    .describe('none: files stay as they are, for review. verified: take over what is proven.'),
  max_cost: z
    .number()
    .positive()
    .optional()
    .describe('In US dollars: once agents have cost so much, no task is begun any more.'),
  max_tokens: z
    .int()
    .min(1)
    .optional()
    .describe('Once agents have used so many, in and out, no task is begun any more.'),
  max_minutes: z
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe('After so many, no task is begun any more; those at work come to their end.'),
  wait_seconds: waitSeconds(45, 600),
};

const output = {
  run: runSummaryShape,
  merge: orNull(mergeOutcomeShape).describe('With merge "verified", once the run has ended.'),
  leftOut: z
    .record(z.string(), z.number())
    .describe('Problems that no run can fix or that were not asked for, by reason.'),
};

type Input = z.output<z.ZodObject<typeof input>>;

const description = `Finds the problems of this project (TypeScript, ESLint, Ruff, or whatever checkers it names) and fixes them with parallel workers, each in a git worktree of its own. A fix counts only when the tool that complained is silent. The user's files stay as they are unless merge is "verified"; otherwise look with swarm_results and swarm_diff, then take over with swarm_merge. Only one run at a time. Answers when the run has ended, or after wait_seconds: then the state is "running", the run goes on, and swarm_status follows it. Cancelling this call cancels the run.`;

/** Says in words of these tools who has come first. */
async function explainBusy({ project }: McpContext, error: unknown): Promise<never> {
  if (!(error instanceof RepositoryBusy)) throw error;
  const { pid, host, purpose, since } = error.holder;
  const last = (await project.runs()).at(-1);
  const isRun = last !== undefined && last.stopReason === undefined;
  const what = isRun ? `Run ${last.record.runId} is going on` : 'Somebody else is at work here';
  const who = `process ${pid} on ${host}, ${purpose}, since ${since}`;
  const advice = 'follow it with swarm_status, or stop it with swarm_cancel';
  throw new SwarmError('locked', `${what} (${who}): only one at a time; ${advice}.`, error);
}

async function start(context: McpContext, wishes: Input): Promise<BackgroundRun> {
  const { swarm, folder } = await context.project.open();
  await context.project.runs();
  const types = (wishes.issue_types ?? []).flatMap((name) => parseIssueType(name) ?? []);
  const names = wishes.agent?.split(',').map((name) => name.trim());
  const plan = await planFor(swarm, {
    paths: await projectPaths(folder, wishes.paths ?? []),
    folder,
    types,
    isSwarm: true,
    workers: wishes.max_workers,
    server: await context.lender(),
    agents: names,
    checks: [],
    verify: true,
    timeoutSeconds: 300,
    mergeVerified: wishes.merge === 'verified',
    maxCost: wishes.max_cost,
    maxTokens: wishes.max_tokens,
    maxMinutes: wishes.max_minutes,
  });
  return context.runs.start(swarm, plan);
}

/** What came of a run that has ended; undefined while it goes on. @throws what has ended it. */
async function outcomeOf(run: BackgroundRun): Promise<FinishedRun | undefined> {
  return Promise.race([
    run.finished,
    new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined))),
  ]);
}

async function answer(context: McpContext, wishes: Input, call: ToolCall) {
  const run = await context.gate.work(() => start(context, wishes));
  const settle = stopWhenCancelled(call, run);
  try {
    const runId = await run.runId.catch((error: unknown) => explainBusy(context, error));
    await waitForRun(context, {
      runId,
      seconds: wishes.wait_seconds,
      signal: call.signal,
      onChange: call.progress.follow,
    });
    const finished = await outcomeOf(run);
    return describe(context, runId, finished);
  } finally {
    settle();
  }
}

async function describe(context: McpContext, runId: string, finished: FinishedRun | undefined) {
  const view = namedRun(await context.project.runs(), runId);
  const run = summaryOf(context, view);
  const merge: MergeOutcome | null =
    finished?.merge === undefined ? null : toMergeOutcome(finished.merge);
  const leftOut = Object.fromEntries(finished?.leftOut ?? []);
  const text = [
    ...runText(run),
    ...Object.entries(leftOut).map(
      ([reason, number]) => `Left out: ${count(number, 'problem')} ${reason}.`,
    ),
    ...(merge === null ? [] : mergeText(merge)),
  ];
  return { text: text.join('\n'), data: { run, merge, leftOut } };
}

export const autofixTool = defineTool({
  name: 'swarm_autofix',
  title: 'Fix the problems of this project',
  description,
  input,
  output,
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: false,
    openWorldHint: true,
  },
  answer,
});
