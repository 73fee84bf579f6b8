import type { ReportedProblem } from '../core/issues/problemReport.ts';
import type { SwarmListener } from '../core/manager/swarmEvent.ts';
import type { FoundTask } from '../core/manager/taskSelection.ts';
import type { RunReport } from '../core/protocol/runReport.ts';
import { type RunPlan, repeatRequest } from '../core/repeatRun.ts';
import type { FinishedRun } from '../core/runFixes.ts';
import { planFor } from '../core/runWishes.ts';
import type { Swarm } from '../core/swarm.ts';
import { takeOver } from '../core/takeOver.ts';
import type { CliContext } from './cliContext.ts';
import type { RunOptions } from './commands/runCommand.ts';
import { exitCode } from './exitCode.ts';
import { formatMerge } from './output/mergeText.ts';
import { formatNextSteps } from './output/nextSteps.ts';
import { formatLeftOut, formatPlan } from './output/planText.ts';
import { createProgressView } from './output/progressView.ts';
import { toSarif } from './output/sarif.ts';
import { formatOutcome, formatVerdicts } from './output/verdictTable.ts';
import { readIssuesOption } from './readIssuesOption.ts';
import { withInterrupt } from './withInterrupt.ts';

interface PreparedRun {
  readonly swarm: Swarm;
  readonly request: RunPlan;
}

async function readReported(
  { folder, output }: CliContext,
  swarm: Swarm,
  { issues }: RunOptions,
): Promise<readonly ReportedProblem[] | undefined> {
  if (issues === undefined) return undefined;
  const report = await readIssuesOption(issues, swarm.repository.workingTree, folder);
  for (const { position, reason } of report.rejected) {
    output.note(`${issues}, ${position}: ${reason}`);
  }
  return report.problems;
}

async function prepare(
  context: CliContext,
  paths: readonly string[],
  options: RunOptions,
): Promise<PreparedRun> {
  const swarm = await context.openSwarm();
  const request = await planFor(swarm, {
    paths,
    folder: context.folder,
    types: options.types ?? [],
    reported: await readReported(context, swarm, options),
    isSwarm: options.swarm,
    server: await context.serverAt(options.mahavishnu),
    workers: options.workers,
    agents: options.agent,
    agentCommand: options.agentCommand,
    checks: options.check ?? [],
    verify: options.verify,
    timeoutSeconds: options.timeout,
    mergeVerified: options.merge === 'verified',
  });
  return { swarm, request };
}

function nothingFound({ stopReason }: RunReport): string {
  const isCutShort = stopReason === 'cancelled';
  return isCutShort ? 'Stopped before any problem was found.' : 'No problems found.';
}

function printRun(
  context: CliContext,
  options: Pick<RunOptions, 'json' | 'sarif'>,
  run: FinishedRun,
): void {
  const { output } = context;
  const { report } = run;
  if (options.json) output.print(JSON.stringify(report, undefined, 2));
  else if (options.sarif) output.print(JSON.stringify(toSarif(report), undefined, 2));
  else {
    const lines =
      report.issues.found === 0 ? [nothingFound(report)] : formatVerdicts(report, output);
    const merged = run.merge === undefined ? [] : formatMerge(run.merge, output);
    for (const line of [...lines, '', ...formatOutcome(report, output)]) output.print(line);
    for (const line of [...formatLeftOut(run.leftOut), ...merged]) output.print(line);
    for (const line of formatNextSteps(report, output)) output.print(line);
  }
}

function exitCodeOf({ report }: FinishedRun): number {
  if (report.stopReason === 'cancelled') return exitCode.interrupted;
  return report.issues.fixed === report.issues.found ? exitCode.allFixed : exitCode.someLeft;
}

async function showPlan(context: CliContext, prepared: PreparedRun, options: RunOptions) {
  const { output } = context;
  const plan = await withInterrupt((signal) =>
    prepared.swarm.plan({ ...prepared.request, signal }),
  );
  if (options.json) {
    const leftOut = Object.fromEntries(plan.leftOut);
    output.print(JSON.stringify({ schemaVersion: 1, tasks: plan.tasks, leftOut }, undefined, 2));
  } else {
    for (const line of formatPlan(plan, output)) output.print(line);
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
  if (options.aiFix) await fixAndPrint(context, prepared, options);
  else await showPlan(context, prepared, options);
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
  options: Pick<RunOptions, 'json' | 'sarif'>,
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
    printRun(context, options, run);
    context.setExitCode(exitCodeOf(run));
  } finally {
    view.close();
  }
}
