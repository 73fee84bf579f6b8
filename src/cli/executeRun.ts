import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type AgentStanding, standingOf } from '../core/agents/agentStanding.ts';
import type { ReportedProblem } from '../core/issues/problemReport.ts';
import { reportIssue } from '../core/manager/runReport.ts';
import type { SwarmListener } from '../core/manager/swarmEvent.ts';
import type { FoundTask } from '../core/manager/taskSelection.ts';
import { type RunPlan, repeatRequest } from '../core/repeatRun.ts';
import type { FinishedRun } from '../core/runFixes.ts';
import { planFor } from '../core/runWishes.ts';
import type { Swarm, SwarmPlan } from '../core/swarm.ts';
import { takeOver } from '../core/takeOver.ts';
import type { CliContext } from './cliContext.ts';
import type { RunOptions } from './commands/runCommand.ts';
import { exitCode } from './exitCode.ts';
import { formatFreeAgents } from './output/agentText.ts';
import { formatPlan } from './output/planText.ts';
import { createProgressView } from './output/progressView.ts';
import { toSarif } from './output/sarif.ts';
import { deliveryFor } from './parseOutput.ts';
import { type PrintOptions, printRun } from './printRun.ts';
import { readIssuesOption } from './readIssuesOption.ts';
import { withInterrupt } from './withInterrupt.ts';

interface PreparedRun {
  readonly swarm: Swarm;
  readonly request: RunPlan;
}

async function readReported(
  { folder, output }: CliContext,
  swarm: Swarm,
  file: string | undefined,
  option: string,
): Promise<readonly ReportedProblem[] | undefined> {
  if (file === undefined) return undefined;
  const { workingTree: root } = swarm.repository;
  const report = await readIssuesOption({ option, file, root, cwd: folder });
  for (const { position, reason } of report.rejected) {
    output.note(`${file}, ${position}: ${reason}`);
  }
  return report.problems;
}

async function prepare(
  context: CliContext,
  paths: readonly string[],
  options: RunOptions,
): Promise<PreparedRun> {
  // First of all: what a killed run has left there is closed as soon as the repository is opened.
  const server = await context.serverAt(options.mahavishnu);
  const swarm = await context.openSwarm();
  const request = await planFor(swarm, {
    paths,
    folder: context.folder,
    types: options.types ?? [],
    reported: await readReported(context, swarm, options.issues, '--issues'),
    isSwarm: options.swarm,
    server,
    workers: options.workers,
    agents: options.agent,
    agentCommand: options.agentCommand,
    checks: options.check ?? [],
    verify: options.verify,
    timeoutSeconds: options.timeout,
    mergeVerified: options.merge !== 'none' || options.output !== undefined,
    mergeTrusted: options.merge === 'trusted',
    delivery: options.output && deliveryFor(options.output, context.folder, context.host.now()),
    since: options.since,
    baseline: await readReported(context, swarm, options.baseline, '--baseline'),
    maxFixes: options.maxFixes,
    maxMinutes: options.maxMinutes,
    maxCost: options.maxCost,
    maxTokens: options.maxTokens,
  });
  return { swarm, request };
}

function standingsOf({ request }: PreparedRun): Promise<readonly AgentStanding[]> {
  return Promise.all(request.agents.map((agent) => standingOf(agent)));
}

function exitCodeOf({ report }: FinishedRun): number {
  if (report.stopReason === 'cancelled') return exitCode.interrupted;
  return report.issues.fixed === report.issues.found ? exitCode.allFixed : exitCode.someLeft;
}

/** What stands there now: as a baseline for later runs, for one. */
function sarifOf({ issues }: SwarmPlan): string {
  return JSON.stringify(toSarif(issues.map((issue) => reportIssue(issue))), undefined, 2);
}

async function showPlan(context: CliContext, prepared: PreparedRun, options: RunOptions) {
  const { output } = context;
  const plan = await withInterrupt((signal) =>
    prepared.swarm.plan({ ...prepared.request, signal }),
  );
  const { sarif } = options;
  if (typeof sarif === 'string') {
    await writeFile(resolve(context.folder, sarif), `${sarifOf(plan)}\n`);
  }
  if (sarif === true) output.print(sarifOf(plan));
  else if (options.json) {
    const leftOut = Object.fromEntries(plan.leftOut);
    output.print(JSON.stringify({ schemaVersion: 1, tasks: plan.tasks, leftOut }, undefined, 2));
  } else {
    const agents = await standingsOf(prepared);
    for (const line of formatPlan(plan, agents, output)) output.print(line);
  }
  context.setExitCode(plan.issues.length === 0 ? exitCode.allFixed : exitCode.someLeft);
}

/** `run`: the plan, or with `--ai-fix` the whole way. */
export async function executeRun(
  context: CliContext,
  paths: readonly string[],
  options: RunOptions,
): Promise<void> {
  const prepared = await prepare(context, paths, options);
  if (!options.aiFix) {
    await showPlan(context, prepared, options);
    return;
  }
  const agents = await standingsOf(prepared);
  for (const line of formatFreeAgents(agents)) context.output.note(line);
  await fixAndPrint(context, prepared, options);
}

/**
 * `retry`: the problems of those tasks, as a run of their own with the options of the run that they
 * were of. What they had come to is discarded.
 * @param note what agents shall know this time.
 */
export async function retryTasks(
  context: CliContext,
  swarm: Swarm,
  tasks: readonly FoundTask[],
  note?: string,
): Promise<void> {
  const { run } = tasks[0] ?? {};
  if (run === undefined) return;
  const issues = tasks.flatMap(({ task }) => task.task.issues);
  const words = note === undefined ? {} : { note };
  const prepared = { swarm, request: { ...repeatRequest(run, issues), ...words } };
  await fixAndPrint(context, prepared, {}, tasks);
}

async function fixAndPrint(
  context: CliContext,
  prepared: PreparedRun,
  options: PrintOptions,
  triedAgain: readonly FoundTask[] = [],
): Promise<void> {
  const { swarm, request } = prepared;
  const view = createProgressView(context.output, context.host.now);
  try {
    const run = await withInterrupt((signal) =>
      takeOver(swarm, triedAgain, (follow) => {
        const listener: SwarmListener = (event) => {
          view.listener(event);
          follow(event);
        };
        return swarm.run({ ...request, listener, signal });
      }),
    );
    view.close();
    await printRun(context, options, run);
    context.setExitCode(exitCodeOf(run));
  } finally {
    view.close();
  }
}
