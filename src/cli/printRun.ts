import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RunReport } from '../core/protocol/runReport.ts';
import type { FinishedRun } from '../core/runFixes.ts';
import type { CliContext } from './cliContext.ts';
import type { RunOptions } from './commands/runCommand.ts';
import { formatComplaints } from './output/complaintText.ts';
import { formatDelivered } from './output/deliveryText.ts';
import { lastReports } from './output/leftIssues.ts';
import { formatMerge } from './output/mergeText.ts';
import { formatNextSteps } from './output/nextSteps.ts';
import { formatLeftOut } from './output/planText.ts';
import { toSarif } from './output/sarif.ts';
import { formatSpending } from './output/spendingText.ts';
import { writeSummary } from './output/summary/writeSummary.ts';
import { formatOutcome, formatVerdicts } from './output/verdictTable.ts';

export type PrintOptions = Pick<RunOptions, 'json' | 'sarif' | 'summary'>;

function nothingFound({ stopReason }: RunReport): string {
  const isCutShort = stopReason === 'cancelled';
  return isCutShort ? 'Stopped before any problem was found.' : 'No problems found.';
}

function outcomeLines({ merge, delivered }: FinishedRun, { output }: CliContext): string[] {
  if (delivered !== undefined) return formatDelivered(delivered, output);
  return merge === undefined ? [] : formatMerge(merge, output);
}

function linesForPeople(context: CliContext, run: FinishedRun): string[] {
  const { output } = context;
  const { report } = run;
  const table = report.issues.found === 0 ? [nothingFound(report)] : formatVerdicts(report, output);
  return [
    ...table,
    '',
    ...formatOutcome(report, output),
    ...formatSpending(report, output),
    ...formatLeftOut(run.leftOut),
    ...outcomeLines(run, context),
    ...formatComplaints(report, output),
    ...formatNextSteps(report, output),
  ];
}

/** What is left. */
function sarifOf(report: RunReport): string {
  return JSON.stringify(toSarif(lastReports(report)), undefined, 2);
}

/** Says what came of a run, in the form that was asked for. */
export async function printRun(
  context: CliContext,
  options: PrintOptions,
  run: FinishedRun,
): Promise<void> {
  const { output, folder } = context;
  const { report, delivered } = run;
  const { sarif } = options;
  if (typeof sarif === 'string') await writeFile(resolve(folder, sarif), `${sarifOf(report)}\n`);
  const isDocument = options.json === true || sarif === true;
  if (options.json) output.print(JSON.stringify({ ...report, delivered }, undefined, 2));
  else if (sarif === true) output.print(sarifOf(report));
  else for (const line of linesForPeople(context, run)) output.print(line);
  if (options.summary === undefined) return;
  const request = { report, outcome: outcomeLines(run, context), folder, env: process.env };
  for (const line of await writeSummary(options.summary, request)) {
    // A document on standard output stays one.
    if (isDocument) output.note(line);
    else output.print(line);
  }
}
